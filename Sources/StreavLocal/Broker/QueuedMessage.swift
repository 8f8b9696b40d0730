import StreavPorts

/// A message in one queue.
struct QueuedMessage: Sendable {
    let message: BrokerMessage
    let routingKey: String
    /// Its place in the queue, kept when it comes back.
    var sequence: UInt64
    /// How often it was handed out without being settled for good.
    var deliveries = 0

    var cost: Int {
        message.id.utf8.count + message.type.utf8.count + message.body.count + routingKey.utf8.count
            + MemoryBrokerLimits.messageOverhead
    }

    var delivery: BrokerDelivery {
        BrokerDelivery(message: message, routingKey: routingKey, isRedelivered: deliveries > 1)
    }
}
