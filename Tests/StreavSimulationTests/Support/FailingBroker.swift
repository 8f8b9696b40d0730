import StreavPorts
import Synchronization

/// A broker that can be taken away: nothing is published, and what was queued is not handed over.
final class FailingBroker: MessageBroker {
    private let inner: any MessageBroker
    private let down = Atomic<Bool>(false)
    private let published = Atomic<Int>(0)
    private let settled = Atomic<Int>(0)

    init(_ inner: any MessageBroker) {
        self.inner = inner
    }

    var isDown: Bool {
        get { down.load(ordering: .acquiring) }
        set { down.store(newValue, ordering: .releasing) }
    }

    /// Whatever was published has been acted on. True for a broker with one queue.
    var isQuiet: Bool { published.load(ordering: .acquiring) == settled.load(ordering: .acquiring) }

    private func check() throws(BrokerError) {
        if isDown { throw BrokerError(.unavailable, "down") }
    }

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try check()
        try await inner.declare(topology)
    }

    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        try check()
        // Counted before: it may be acted on before this returns.
        published.add(1, ordering: .acquiringAndReleasing)
        do {
            try await inner.publish(message, to: exchange, routingKey: routingKey)
        } catch {
            published.subtract(1, ordering: .acquiringAndReleasing)
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
            if case .acknowledge = settlement { self.settled.add(1, ordering: .acquiringAndReleasing) }
            return settlement
        }
    }

    func depth(of queue: String) async throws(BrokerError) -> Int {
        try check()
        return try await inner.depth(of: queue)
    }
}
