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
