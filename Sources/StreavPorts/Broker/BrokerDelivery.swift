/// One message on its way to one consumer.
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

/// What a consumer did with a delivery.
public enum BrokerSettlement: Sendable {
    case acknowledge
    /// Deliver again, counted against the queue's delivery limit.
    case requeue
    case deadLetter
}
