/// A playable file: what a movie or an episode plays.
public struct OnDemandStream: Hashable, Sendable {
    public let id: OnDemandStreamID
    public var details: OnDemandStreamDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: OnDemandStreamID, details: OnDemandStreamDetails, createdAt: Timestamp, updatedAt: Timestamp,
        revision: Int64
    ) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
