/// How the connections to a broker stand, for metrics.
public struct RabbitMQStatus: Sendable, Equatable {
    /// The connection that publishes is there. It is made when something is to be published.
    public var isPublisherConnected = false
    /// The connection that consumes, declares and asks is there. It is made when something is to be consumed.
    public var isConsumerConnected = false
    /// The server takes no messages, since it is short of memory or room.
    public var isBlocked = false
    /// Messages that the server confirmed.
    public var confirmed: UInt64 = 0
    /// Messages of which their publishers were told that they were not taken, or may not have been.
    public var failed: UInt64 = 0
}
