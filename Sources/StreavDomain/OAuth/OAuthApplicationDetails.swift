/// What an administrator sets of an OAuth application.
public struct OAuthApplicationDetails: Hashable, Sendable, Codable {
    public var name: String
    /// At least one, in the order of ``OAuthScope``.
    public var scopes: [OAuthScope]
    public var isDisabled: Bool

    public init(name: String, scopes: [OAuthScope], isDisabled: Bool = false) {
        self.name = name
        self.scopes = scopes
        self.isDisabled = isDisabled
    }

    /// The same with the scopes in order, none twice.
    public func validated() throws(InvalidInput) -> OAuthApplicationDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name, limit: 100), "name", "must have 1 to 100 characters on one line")
        problems.require(!scopes.isEmpty, "scopes", "must have at least one entry")
        try problems.throwIfAny()
        var result = self
        result.scopes = OAuthScope.allCases.filter(scopes.contains)
        return result
    }
}
