import StreavPorts

/// A delivery and the number by which it is settled on its channel.
struct TaggedDelivery: Sendable {
    let tag: UInt64
    let delivery: BrokerDelivery
}
