import StreavLocal
import StreavPorts

/// One exchange and one queue of their own.
struct TestQueue: Sendable {
    let exchange = RandomName.make("exchange")
    let name = RandomName.make("queue")
    let deadLetters = RandomName.make("dead")
    let broker: any MessageBroker

    init(
        _ broker: any MessageBroker, isExclusive: Bool = false, deliveryLimit: Int = 20, maximumLength: Int = 1_000,
        pattern: String = "#"
    ) async throws {
        self.broker = broker
        try await broker.declare(
            BrokerTopology(
                exchanges: [.init(name: exchange)],
                queues: [
                    .init(name: deadLetters),
                    .init(
                        name: name, isExclusive: isExclusive, deliveryLimit: deliveryLimit,
                        deadLetterQueue: deadLetters, maximumLength: maximumLength),
                ],
                bindings: [.init(exchange: exchange, queue: name, pattern: pattern)]))
    }

    func publish(_ id: String, routingKey: String = "test.event") async throws {
        let message = BrokerMessage(id: id, type: "test.event", body: Array(id.utf8))
        try await broker.publish(message, to: exchange, routingKey: routingKey)
    }

    func depth() async throws -> Int { try await broker.depth(of: name) }

    /// Waits until so many messages wait, in the queue or in its dead letters: what was settled is counted a moment
    /// later where the broker is a server.
    func settles(at depth: Int, dead: Int? = nil) async throws -> Bool {
        for _ in 0..<Self.attempts {
            let isReached = try await self.depth() == depth
            if let dead, isReached {
                if try await broker.depth(of: deadLetters) == dead { return true }
            } else if isReached {
                return true
            }
            try await StreavClock.system.sleep(for: Self.interval)
        }
        return false
    }

    private static let attempts = 1_000
    private static let interval: Duration = .milliseconds(10)
}
