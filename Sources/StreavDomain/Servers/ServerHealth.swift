/// What is known of a server's process.
public struct ServerHealth: Hashable, Sendable {
    /// Counts the starts of its process: of two under one name the later has the higher.
    public var incarnation: Int64
    /// Counts its heartbeats. Whether it moves tells that a server lives; the clocks of two machines would not.
    public var heartbeats: Int64
    /// When it last told how it is, by its own clock: for people.
    public var lastHeartbeatAt: Timestamp?
    /// Its heartbeats failed to come; it takes that back itself with the next.
    public var isLost: Bool
    /// It said that it goes out of service.
    public var isLeaving: Bool

    public init(
        incarnation: Int64 = 0, heartbeats: Int64 = 0, lastHeartbeatAt: Timestamp? = nil, isLost: Bool = false,
        isLeaving: Bool = false
    ) {
        self.incarnation = incarnation
        self.heartbeats = heartbeats
        self.lastHeartbeatAt = lastHeartbeatAt
        self.isLost = isLost
        self.isLeaving = isLeaving
    }

    /// A process of it has run at some time: an administrator may have set it up beforehand.
    public var wasSeen: Bool { heartbeats > 0 }
}
