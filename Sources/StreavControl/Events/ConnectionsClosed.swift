public import StreavDomain

/// An administrator closed connections: the nodes end their sessions, and keep the devices away for a time, each for
/// itself, since a player comes again at any of them.
///
/// Unlike other events it says what is to be done. A node that hears it late does what is left of it.
public struct ConnectionsClosed: ControlEvent, Hashable {
    public static let type = "connection.closed"

    /// The most connections of one event.
    public static let limit = 100

    public struct Session: Codable, Hashable, Sendable {
        public var id: String
        public var subscriber: SubscriberID
        public var address: String
        /// Empty where the player sent none.
        public var userAgent: String

        public init(id: String, subscriber: SubscriberID, address: String, userAgent: String) {
            self.id = id
            self.subscriber = subscriber
            self.address = address
            self.userAgent = userAgent
        }
    }

    public var sessions: [Session]
    /// When it was done: sessions that begin later are not meant.
    public var closedAt: Timestamp
    /// For how long the devices are refused, from then on.
    public var holdMilliseconds: Int64
    public var generation: Int64

    public var aggregate: String { "connections" }

    public init(sessions: [Session], closedAt: Timestamp, holdMilliseconds: Int64, generation: Int64) {
        self.sessions = sessions
        self.closedAt = closedAt
        self.holdMilliseconds = holdMilliseconds
        self.generation = generation
    }
}
