import StreavPorts

/// A delivery and the number by which it is settled on its channel.
struct TaggedDelivery: Sendable, Equatable {
    let tag: UInt64
    let delivery: BrokerDelivery

    static func == (left: Self, right: Self) -> Bool {
        left.tag == right.tag && left.delivery.message == right.delivery.message
            && left.delivery.routingKey == right.delivery.routingKey
            && left.delivery.isRedelivered == right.delivery.isRedelivered
    }
}
