/// A third party's program that uses the API.
public struct OAuthApplication: Hashable, Sendable {
    public let id: OAuthApplicationID
    /// Made by the platform; public.
    public let clientID: String
    public var details: OAuthApplicationDetails
    /// Tokens issued before are not accepted.
    public let tokensValidFrom: Timestamp
    public let lastUsedAt: Timestamp?
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: OAuthApplicationID, clientID: String, details: OAuthApplicationDetails, tokensValidFrom: Timestamp,
        lastUsedAt: Timestamp?, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64
    ) {
        self.id = id
        self.clientID = clientID
        self.details = details
        self.tokensValidFrom = tokensValidFrom
        self.lastUsedAt = lastUsedAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}

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
