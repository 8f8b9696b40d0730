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
}
