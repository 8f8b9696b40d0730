/// A channel.
public struct LiveStream: Hashable, Sendable {
    public let id: LiveStreamID
    public var details: LiveStreamDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: LiveStreamID, details: LiveStreamDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64
    ) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
