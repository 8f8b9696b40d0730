import StreavPorts
import Synchronization

/// A broker that can be taken away: nothing is published, and what was queued is not handed over.
final class FailingBroker: MessageBroker {
    private let inner: any MessageBroker
    private let down = Atomic<Bool>(false)
    /// Ids of messages that nobody has acted on yet. A message may be handed over more than once.
    private let waiting = Mutex<Set<String>>([])

    init(_ inner: any MessageBroker) {
        self.inner = inner
    }

    var isDown: Bool {
        get { down.load(ordering: .acquiring) }
        set { down.store(newValue, ordering: .releasing) }
    }

    /// Whatever was published has been acted on. For a broker with one queue.
    var isQuiet: Bool { waiting.withLock(\.isEmpty) }

    private func check() throws(BrokerError) {
        if isDown { throw BrokerError(.unavailable, "down") }
    }

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try check()
        try await inner.declare(topology)
    }

    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        try check()
        // Noted before: it may be acted on before this returns.
        waiting.withLock { _ = $0.insert(message.id) }
        do {
            try await inner.publish(message, to: exchange, routingKey: routingKey)
        } catch {
            waiting.withLock { _ = $0.remove(message.id) }
            throw error
        }
    }

    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        try check()
        try await inner.consume(queue, prefetch: prefetch) { delivery in
            try self.check()
            let settlement = try await handle(delivery)
            if case .acknowledge = settlement { self.waiting.withLock { _ = $0.remove(delivery.message.id) } }
            return settlement
        }
    }

    func depth(of queue: String) async throws(BrokerError) -> Int {
        try check()
        return try await inner.depth(of: queue)
    }
}
