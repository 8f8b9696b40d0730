import StreavPorts

/// Names one call of ``MessageBroker/consume(_:prefetch:handle:)``.
struct ConsumerID: Hashable, Comparable, Sendable {
    let number: UInt64

    static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What one consumer holds.
struct BrokerConsumer: Sendable {
    struct Unsettled: Sendable {
        let message: QueuedMessage
        let deliveredAt: MonotonicInstant
    }

    let queue: String
    let prefetch: Int
    var unsettled: [UInt64: Unsettled] = [:]

    /// Deliveries are settled in any order but handed out in that of their tags.
    var oldest: Unsettled? { unsettled.min { $0.key < $1.key }?.value }
}
