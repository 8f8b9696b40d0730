/// What an administrator sets of a category.
public struct CategoryDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case. Without `;` and `|`, at which players split group titles.
    public var name: String
    /// Where it stands among the categories; equal positions go by id.
    public var position: Int

    public init(name: String, position: Int = 0) {
        self.name = name
        self.position = position
    }

    public func validated() throws(InvalidInput) -> CategoryDetails {
        var problems = InvalidInput()
        problems.require(
            TextRule.isName(name) && !name.contains(";") && !name.contains("|"), "name",
            "must have 1 to 200 characters on one line, without ; and |")
        problems.require((0...1_000_000).contains(position), "position", "must be 0 to 1000000")
        try problems.throwIfAny()
        return self
    }
}
