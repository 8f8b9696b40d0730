/// What an administrator sets of a genre.
public struct GenreDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case.
    public var name: String

    public init(name: String) {
        self.name = name
    }

    public func validated() throws(InvalidInput) -> GenreDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name), "name", "must have 1 to 200 characters on one line")
        try problems.throwIfAny()
        return self
    }
}
