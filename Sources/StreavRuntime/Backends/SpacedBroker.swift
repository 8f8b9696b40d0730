import StreavPorts

/// A broker in which all exchanges and queues have names of their own.
struct SpacedBroker: MessageBroker {
    let inner: any MessageBroker
    /// Comes before each name.
    let prefix: String

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try await inner.declare(spaced(topology))
    }

    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        try await inner.publish(message, to: prefix + exchange, routingKey: routingKey)
    }

    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        try await inner.consume(prefix + queue, prefetch: prefetch, handle: handle)
    }

    func depth(of queue: String) async throws(BrokerError) -> Int {
        try await inner.depth(of: prefix + queue)
    }

    func spaced(_ topology: BrokerTopology) -> BrokerTopology {
        BrokerTopology(
            exchanges: topology.exchanges.map { .init(name: prefix + $0.name) },
            queues: topology.queues.map { queue in
                var spaced = queue
                spaced.name = prefix + queue.name
                spaced.deadLetterQueue = queue.deadLetterQueue.map { prefix + $0 }
                return spaced
            },
            bindings: topology.bindings.map {
                .init(exchange: prefix + $0.exchange, queue: prefix + $0.queue, pattern: $0.pattern)
            })
    }
}
