import StreavPorts
import Synchronization

/// A broker that can be taken away: nothing is published, and what was queued is not handed over.
final class FailingBroker: MessageBroker {
    private let inner: any MessageBroker
    private let down = Atomic<Bool>(false)

    init(_ inner: any MessageBroker) {
        self.inner = inner
    }

    var isDown: Bool {
        get { down.load(ordering: .acquiring) }
        set { down.store(newValue, ordering: .releasing) }
    }

    private func check() throws(BrokerError) {
        if isDown { throw BrokerError(.unavailable, "down") }
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
            try self.check()
            return try await handle(delivery)
        }
    }

    func depth(of queue: String) async throws(BrokerError) -> Int {
        try check()
        return try await inner.depth(of: queue)
    }
}
