import StreavPorts

/// A node's broker, as long as the node can reach it: what was queued waits for it.
struct SeverableBroker: MessageBroker {
    let inner: any MessageBroker
    let severance: Severance

    private func check() throws(BrokerError) {
        if severance.isCut { throw BrokerError(.unavailable, "this node is cut off") }
    }

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try check()
        try await inner.declare(topology)
    }

    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        try check()
        try await inner.publish(message, to: exchange, routingKey: routingKey)
    }

    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        try check()
        try await inner.consume(queue, prefetch: prefetch) { delivery in
            try check()
            return try await handle(delivery)
        }
    }

    func depth(of queue: String) async throws(BrokerError) -> Int {
        try check()
        return try await inner.depth(of: queue)
    }
}
