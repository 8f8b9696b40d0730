import StreavPorts
import StreavRabbitMQ

/// Removes what a test declared on a shared server when the test lets go of it.
final class TidyBroker: MessageBroker {
    private let broker: RabbitMQBroker
    private let declared = Tally(BrokerTopology())

    init(_ broker: RabbitMQBroker) {
        self.broker = broker
    }

    deinit {
        let (broker, topology) = (broker, declared.value)
        Task { try? await broker.remove(topology) }
    }

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        declared.change {
            // What cannot be declared need not be removed.
            guard (try? topology.check()) != nil else { return }
            $0.exchanges += topology.exchanges
            $0.queues += topology.queues
        }
        try await broker.declare(topology)
    }

    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        try await broker.publish(message, to: exchange, routingKey: routingKey)
    }

    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        try await broker.consume(queue, prefetch: prefetch, handle: handle)
    }

    func depth(of queue: String) async throws(BrokerError) -> Int { try await broker.depth(of: queue) }
}
