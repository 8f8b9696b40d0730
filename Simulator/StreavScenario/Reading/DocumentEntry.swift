/// A key of a table, and its value.
struct DocumentEntry: Sendable {
    var key: String
    var keyLocation: SourceLocation
    var value: DocumentNode
}
