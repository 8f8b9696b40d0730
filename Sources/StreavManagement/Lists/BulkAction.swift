/// What can be done to rows that are chosen.
struct BulkAction: Sendable {
    let value: String
    let title: String
}
