import Logging
import StreavControl
import StreavLocal
import StreavPorts
import StreavRabbitMQ
import Synchronization

/// A queue of the test's own that gets every event a deployment publishes.
final class EventTap: Sendable {
    private static let queue = "test.tap"

    private let broker: RabbitMQBroker
    private let seen = Mutex<[BrokerMessage]>([])

    init(_ deployment: Deployment) throws {
        broker = RabbitMQBroker(
            configuration: try RabbitMQConfiguration(ServiceAddress(deployment.servers.rabbit.url)), clock: .system,
            entropy: SystemEntropy(), logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
    }

    var messages: [BrokerMessage] { seen.withLock { $0 } }

    func listen() async throws {
        try await broker.declare(
            BrokerTopology(
                exchanges: ControlEvents.topology.exchanges, queues: [.init(name: Self.queue)],
                bindings: ControlEvents.types.map {
                    .init(exchange: ControlEvents.exchange, queue: Self.queue, pattern: $0)
                }))
    }

    /// Until the task is cancelled.
    func hear() async {
        while !Task.isCancelled {
            try? await broker.consume(Self.queue, prefetch: 1) { delivery in
                self.seen.withLock { $0.append(delivery.message) }
                return .acknowledge
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
    }

    /// As a relay would that did not know of it, for everybody.
    func publishAgain(_ event: String) async throws {
        guard let message = messages.first(where: { $0.id == event }) else { throw HarnessError("no event \(event)") }
        try await broker.publish(message, to: ControlEvents.exchange, routingKey: message.type)
    }

    func close() async {
        await broker.close()
    }
}
