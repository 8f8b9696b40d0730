/// A streaming node.
public struct Server: Hashable, Sendable {
    public let id: ServerID
    public var details: ServerDetails
    /// When it last told how it is.
    public let lastHeartbeatAt: Timestamp?
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: ServerID, details: ServerDetails, lastHeartbeatAt: Timestamp?, createdAt: Timestamp, updatedAt: Timestamp,
        revision: Int64
    ) {
        self.id = id
        self.details = details
        self.lastHeartbeatAt = lastHeartbeatAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
