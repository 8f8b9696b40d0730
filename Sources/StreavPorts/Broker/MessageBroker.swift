/// Messages between components: at least once, in order per queue except for redeliveries.
public protocol MessageBroker: Sendable {
    func declare(_ topology: BrokerTopology) async throws(BrokerError)

    /// Returns when the broker has the message in every bound queue. No bound queue is `unroutable`.
    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError)

    /// Hands over deliveries one after the other, at most `prefetch` unsettled at a time, until the task is cancelled or
    /// the connection is lost (`unavailable`). What `handle` returns settles the delivery; a handler that throws, or
    /// is cancelled, leaves it unsettled: it comes again with ``BrokerDelivery/isRedelivered``.
    ///
    /// - Parameter prefetch: 1 to 1 000. Up to that many handlers run at once.
    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError)

    /// Messages waiting in a queue, unsettled ones not counted.
    func depth(of queue: String) async throws(BrokerError) -> Int
}

public struct BrokerMessage: Sendable, Equatable {
    /// Unique per event; consumers deduplicate by it. 1 to 128 visible ASCII characters.
    public var id: String
    /// What it is, e.g. `subscriber.changed`.
    public var type: String
    /// At most ``maximumBodyBytes``.
    public var body: [UInt8]

    public static let maximumBodyBytes = 1 << 20

    public init(id: String, type: String, body: [UInt8]) {
        self.id = id
        self.type = type
        self.body = body
    }
}

public struct BrokerDelivery: Sendable {
    public let message: BrokerMessage
    public let routingKey: String
    /// The message was delivered before and not settled.
    public let isRedelivered: Bool

    public init(message: BrokerMessage, routingKey: String, isRedelivered: Bool) {
        self.message = message
        self.routingKey = routingKey
        self.isRedelivered = isRedelivered
    }
}

public enum BrokerSettlement: Sendable {
    case acknowledge
    /// Deliver again, counted against the queue's delivery limit.
    case requeue
    case deadLetter
}
