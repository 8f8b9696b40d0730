/// A streaming node.
public struct Server: Hashable, Sendable {
    public let id: ServerID
    public var details: ServerDetails
    public var health: ServerHealth
    public var load: ServerLoad
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: ServerID, details: ServerDetails, health: ServerHealth = ServerHealth(), load: ServerLoad = ServerLoad(),
        createdAt: Timestamp, updatedAt: Timestamp, revision: Int64
    ) {
        self.id = id
        self.details = details
        self.health = health
        self.load = load
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }

    /// What it has to do with live streams.
    public var standing: FleetAssignment.Standing {
        switch details.status {
        case .active: health.isLost || health.isLeaving || !health.wasSeen ? .keeping : .taking
        case .draining: .keeping
        case .disabled: .nothing
        }
    }

    /// Players may be sent to it: it serves, and nothing says that it is away.
    public var isReachable: Bool { details.status != .disabled && !health.isLost && health.wasSeen }
}
