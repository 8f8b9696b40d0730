import StreavPorts
import Testing

@Suite("Broker: topology", .timeLimit(.minutes(1)))
struct BrokerTopologyTests {
    private func refuses(_ code: BrokerError.Code, _ operation: () async throws -> Void) async {
        let error = await #expect(throws: BrokerError.self) { try await operation() }
        #expect(error?.code == code)
    }

    @Test("A message that no queue is bound for is an error, not lost", arguments: BrokerImplementation.allCases)
    func unroutable(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker, pattern: "subscriber.*")
        await refuses(.unroutable) { try await queue.publish("1", routingKey: "server.1") }
        #expect(try await queue.depth() == 0)
        try await queue.publish("2", routingKey: "subscriber.1")
        // Published means routed: the queue has it when publish returns.
        #expect(try await queue.depth() == 1)
    }

    @Test("What was not declared is said to be unknown", arguments: BrokerImplementation.allCases)
    func unknown(_ implementation: BrokerImplementation) async throws {
        let broker = implementation.make().broker
        let name = RandomName.make("nowhere")
        await refuses(.unknownTopology) { _ = try await broker.depth(of: name) }
        await refuses(.unknownTopology) {
            try await broker.consume(name, prefetch: 1) { _ in .acknowledge }
        }
        await refuses(.unknownTopology) {
            try await broker.publish(BrokerMessage(id: "1", type: "t", body: []), to: name, routingKey: "a")
        }
        await refuses(.unknownTopology) {
            try await broker.declare(
                BrokerTopology(bindings: [.init(exchange: name, queue: name, pattern: "#")]))
        }
        await refuses(.unknownTopology) {
            try await broker.declare(
                BrokerTopology(queues: [.init(name: name, deadLetterQueue: RandomName.make("absent"))]))
        }
        // All or nothing.
        await refuses(.unknownTopology) { _ = try await broker.depth(of: name) }
    }

    @Test(
        "A name that nothing can have is unknown, and never stands for something else",
        arguments: BrokerImplementation.allCases, ["", String(repeating: "n", count: 256)])
    func impossibleNames(_ implementation: BrokerImplementation, name: String) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        let broker = queue.broker
        try await queue.publish("kept")
        await refuses(.unknownTopology) { _ = try await broker.depth(of: name) }
        await refuses(.unknownTopology) { try await broker.consume(name, prefetch: 1) { _ in .acknowledge } }
        await refuses(.unknownTopology) {
            try await broker.publish(BrokerMessage(id: "1", type: "t", body: []), to: name, routingKey: queue.name)
        }
        for binding in [
            BrokerTopology.Binding(exchange: name, queue: queue.name, pattern: "#"),
            .init(exchange: queue.exchange, queue: name, pattern: "#"),
        ] {
            await refuses(.unknownTopology) { try await broker.declare(BrokerTopology(bindings: [binding])) }
        }
        await refuses(.unknownTopology) {
            try await broker.declare(
                BrokerTopology(queues: [.init(name: RandomName.make("q"), deadLetterQueue: name)]))
        }
        #expect(try await queue.depth() == 1)
    }

    @Test(
        "Declaring again is harmless, declaring a queue otherwise is refused",
        arguments: BrokerImplementation.allCases)
    func again(_ implementation: BrokerImplementation) async throws {
        let broker = implementation.make().broker
        let name = RandomName.make("queue")
        let exchange = RandomName.make("exchange")
        let topology = BrokerTopology(
            exchanges: [.init(name: exchange)], queues: [.init(name: name)],
            bindings: [.init(exchange: exchange, queue: name, pattern: "#")])
        try await broker.declare(topology)
        try await broker.publish(BrokerMessage(id: "1", type: "t", body: []), to: exchange, routingKey: "a")
        try await broker.declare(topology)
        #expect(try await broker.depth(of: name) == 1)
        await refuses(.invalidArgument) {
            try await broker.declare(BrokerTopology(queues: [.init(name: name, maximumLength: 5)]))
        }
        #expect(try await broker.depth(of: name) == 1)
    }

    @Test("Dead letters that would come back to their queue are refused", arguments: BrokerImplementation.allCases)
    func deadLetterCycle(_ implementation: BrokerImplementation) async throws {
        let broker = implementation.make().broker
        let (first, second) = (RandomName.make("a"), RandomName.make("b"))
        await refuses(.invalidArgument) {
            try await broker.declare(BrokerTopology(queues: [.init(name: first, deadLetterQueue: first)]))
        }
        await refuses(.invalidArgument) {
            try await broker.declare(
                BrokerTopology(queues: [
                    .init(name: first, deadLetterQueue: second), .init(name: second, deadLetterQueue: first),
                ]))
        }
    }

    @Test("Bounds of the port are kept", arguments: BrokerImplementation.allCases)
    func bounds(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker)
        let broker = queue.broker
        for prefetch in [0, -1, 1_001] {
            await refuses(.invalidArgument) {
                try await broker.consume(queue.name, prefetch: prefetch) { _ in .acknowledge }
            }
        }
        for id in ["", "with space", "ümlaut", String(repeating: "i", count: 129)] {
            await refuses(.invalidArgument) { try await queue.publish(id) }
        }
        let large = BrokerMessage(id: "1", type: "t", body: [UInt8](repeating: 0, count: (1 << 20) + 1))
        await refuses(.invalidArgument) { try await broker.publish(large, to: queue.exchange, routingKey: "a") }
        await refuses(.invalidArgument) {
            try await queue.publish("1", routingKey: String(repeating: "k", count: 256))
        }
        for declared in [
            BrokerTopology.Queue(name: ""), .init(name: RandomName.make("q"), deliveryLimit: 0),
            .init(name: RandomName.make("q"), deliveryLimit: 101), .init(name: RandomName.make("q"), maximumLength: 0),
        ] {
            await refuses(.invalidArgument) { try await broker.declare(BrokerTopology(queues: [declared])) }
        }
    }

    @Test("An exclusive queue takes one consumer and goes with it", arguments: BrokerImplementation.allCases)
    func exclusive(_ implementation: BrokerImplementation) async throws {
        let queue = try await TestQueue(implementation.make().broker, isExclusive: true)
        try await queue.publish("1")
        try await queue.broker.withConsumer(of: queue.name) { deliveries in
            _ = try await deliveries.next()
            await refuses(.invalidArgument) {
                try await queue.broker.consume(queue.name, prefetch: 1) { _ in .acknowledge }
            }
        }
        await refuses(.unknownTopology) { _ = try await queue.depth() }
        await refuses(.unroutable) { try await queue.publish("2") }
    }

    static let patterns: [(pattern: String, matches: [String], others: [String])] = [
        ("#", ["", "a", "a.b", "a.b.c"], []),
        ("*", ["a"], ["", "a.b"]),
        ("a", ["a"], ["", "b", "a.a", "aa"]),
        ("a.*", ["a.b", "a.c"], ["a", "a.b.c", "b.a"]),
        ("a.#", ["a", "a.b", "a.b.c"], ["b", "b.a", ""]),
        ("#.a", ["a", "b.a", "c.b.a"], ["", "a.b"]),
        ("*.*", ["a.b"], ["a", "a.b.c", ""]),
        ("a.*.c", ["a.b.c"], ["a.c", "a.b.b.c"]),
        ("a.#.c", ["a.c", "a.b.c", "a.b.b.c", "a.c.c"], ["a", "c", "a.c.b"]),
        ("#.b.#", ["b", "a.b", "b.c", "a.b.c", "b.b"], ["", "a", "a.c"]),
        ("#.#", ["", "a", "a.b"], []),
        ("#.*", ["a", "a.b"], [""]),
        ("*.#.*", ["a.b", "a.x.b"], ["a", ""]),
        ("stream.*.#", ["stream.1", "stream.1.started"], ["stream", "streams.1"]),
    ]

    @Test("Topic patterns match words by * and any number of them by #", arguments: BrokerImplementation.allCases)
    func topics(_ implementation: BrokerImplementation) async throws {
        for (pattern, matches, others) in Self.patterns {
            let queue = try await TestQueue(implementation.make().broker, pattern: pattern)
            for (number, key) in matches.enumerated() {
                try await queue.publish("\(number)", routingKey: key)
            }
            #expect(try await queue.depth() == matches.count, "\(pattern)")
            for key in others {
                let error = await #expect(throws: BrokerError.self, "\(pattern) is not to match \(key)") {
                    try await queue.publish("other", routingKey: key)
                }
                #expect(error?.code == .unroutable)
            }
        }
    }

    @Test(
        "A queue that several bindings lead to gets one copy, several queues one each",
        arguments: BrokerImplementation.allCases)
    func copies(_ implementation: BrokerImplementation) async throws {
        let broker = implementation.make().broker
        let exchange = RandomName.make("exchange")
        let (first, second) = (RandomName.make("a"), RandomName.make("b"))
        try await broker.declare(
            BrokerTopology(
                exchanges: [.init(name: exchange)], queues: [.init(name: first), .init(name: second)],
                bindings: [
                    .init(exchange: exchange, queue: first, pattern: "a.*"),
                    .init(exchange: exchange, queue: first, pattern: "#"),
                    .init(exchange: exchange, queue: second, pattern: "*.b"),
                ]))
        try await broker.publish(BrokerMessage(id: "1", type: "t", body: []), to: exchange, routingKey: "a.b")
        #expect(try await broker.depth(of: first) == 1)
        #expect(try await broker.depth(of: second) == 1)
    }
}
