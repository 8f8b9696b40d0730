/// What a user says of a view to keep.
public struct SavedViewDetails: Hashable, Sendable, Codable {
    /// Of the list, e.g. `/subscribers`.
    public var path: String
    /// Unique among those that the user has of a list.
    public var name: String
    /// Filters and order as the list's address says them, without the question mark.
    public var query: String

    /// The most that a user keeps of one list.
    public static let limit = 30

    public init(path: String, name: String, query: String) {
        self.path = path
        self.name = name
        self.query = query
    }

    public func validated() throws(InvalidInput) -> SavedViewDetails {
        var problems = InvalidInput()
        problems.require(
            TextRule.isLine(name) && (1...64).contains(name.unicodeScalars.count), "name", "is 1 to 64 characters")
        problems.require(
            path.hasPrefix("/") && path.utf8.count <= 128 && path.utf8.allSatisfy { (0x21...0x7E).contains($0) },
            "path", "is the path of a list")
        problems.require(
            (1...1024).contains(query.utf8.count) && query.utf8.allSatisfy { (0x21...0x7E).contains($0) },
            "query", "is 1 to 1024 characters of an address")
        try problems.throwIfAny()
        return self
    }
}
