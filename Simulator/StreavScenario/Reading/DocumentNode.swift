/// A value of a scenario's text, and where it stands.
struct DocumentNode: Sendable {
    var location: SourceLocation
    var content: Content

    enum Content: Sendable {
        /// Nothing, `~` or `null`.
        case empty
        case scalar(String)
        case list([DocumentNode])
        case table([DocumentEntry])
    }

    /// For messages.
    var form: String {
        switch content {
        case .empty: "nothing"
        case .scalar: "a single value"
        case .list: "a list"
        case .table: "a table"
        }
    }
}
