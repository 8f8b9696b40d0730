import StreavLocal
import StreavPorts
import StreavRabbitMQ
import Testing

extension ServerTests {
    @Suite("RabbitMQ: consuming from a server", .timeLimit(.minutes(2)))
    struct ConsumingTests {
        @Test("A queue removed under its consumer ends it, and no other")
        func removedQueue() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            let other = try TestBroker()
            let deaths = Tally(0)
            try await test.whileConsuming(
                test.deadLetters,
                handle: { _ in
                    deaths.change { $0 += 1 }
                    return .acknowledge
                },
                {
                    let error = try await withThrowingTaskGroup(of: BrokerError.Code?.self) { group in
                        group.addTask {
                            try await code {
                                try await test.broker.consume(test.queue, prefetch: 1) { _ in .acknowledge }
                            }
                        }
                        try await eventually { try await test.server.control("list_consumers").contains(test.queue) }
                        try await other.broker.remove(BrokerTopology(queues: [.init(name: test.queue)]))
                        return try await group.next() ?? nil
                    }
                    #expect(error == .unknownTopology)
                    try await test.broker.declare(test.topology())
                    try await test.publish("refused")
                    try await test.whileConsuming(test.queue, handle: { _ in .deadLetter }) {
                        try await eventually { deaths.value == 1 }
                    }
                })
        }

        @Test("F22: A delivery that nobody settles ends its consumer by our clock, and comes to another")
        func ourSettlementTime() async throws {
            let clock = ManualClock()
            let test = try TestBroker(clock: .manual(clock))
            try await test.broker.declare(test.topology())
            try await test.publish("stuck")
            #expect(try await stuck(test) { clock.advance(by: BrokerLimits.settlementTime) } == .timedOut)
            #expect(await test.collect(1) == ["stuck"])
        }

        @Test("F22: So it is by the server's")
        func serversSettlementTime() async throws {
            // Both are asked when a channel begins, the second being how often it looks.
            try await TestServer.current?.control("eval", "application:set_env(rabbit, consumer_timeout, 500).")
            try await TestServer.current?.control("eval", "application:set_env(rabbit, channel_tick_interval, 500).")
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            try await test.publish("stuck")
            #expect(try await stuck(test) {} == .timedOut)
            try await TestServer.current?.control("eval", "application:set_env(rabbit, consumer_timeout, 1800000).")
            let again = try TestBroker()
            #expect(try await again.broker.depth(of: test.queue) == 1)
        }

        /// Consumes with a handler that never settles.
        private func stuck(_ test: TestBroker, _ pass: () -> Void) async throws -> BrokerError.Code? {
            let arrived = Tally(0)
            return try await withThrowingTaskGroup(of: BrokerError.Code?.self) { group in
                group.addTask {
                    try await code {
                        try await test.broker.consume(test.queue, prefetch: 1) { _ in
                            arrived.change { $0 += 1 }
                            try await StreavClock.system.sleep(for: .seconds(3_600))
                            return .acknowledge
                        }
                    }
                }
                try await eventually { arrived.value == 1 }
                pass()
                return try await group.next() ?? nil
            }
        }

        @Test("Of an exclusive queue too, a message has so many deliveries, then goes to the dead letters with its key")
        func exclusivePoison() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology(isExclusive: true, deliveryLimit: 3))
            try await test.publish("poison", routingKey: "test.poison")
            let deliveries = Tally<[Bool]>([])
            try await test.whileConsuming(
                test.queue, prefetch: 2,
                handle: { delivery in
                    deliveries.change { $0.append(delivery.isRedelivered) }
                    return .requeue
                },
                { try await eventually { try await test.broker.depth(of: test.deadLetters) == 1 } })
            #expect(deliveries.value == [false, true, true])
            let key = Tally("")
            try await test.whileConsuming(
                test.deadLetters,
                handle: { delivery in
                    key.change { $0 = delivery.routingKey }
                    return .acknowledge
                },
                { try await eventually { !key.value.isEmpty } })
            #expect(key.value == "test.poison")
        }

        @Test("INV-RES: Clients that are closed leave no thread and no connection, and refuse whoever still asks")
        func closed() async throws {
            // Those of the tests before end with them, a moment later. Two threads may be those of the conformance
            // tests, whose broker lives as long as the process.
            let others = 2
            let server = try #require(TestServer.current)
            func isQuiet() async throws -> Bool {
                try ProcessCount.threads(named: "amqp-") <= others
            }
            try await eventually(isQuiet)
            for _ in 0..<10 {
                let test = try TestBroker()
                try await test.broker.declare(test.topology())
                try await test.publish("1")
                try await test.broker.remove(test.topology())
                #expect(try ProcessCount.threads(named: "amqp-") >= 2)
                await test.broker.close()
                #expect(try await code { try await test.publish("2") } == .unavailable)
                #expect(try await code { _ = try await test.broker.depth(of: test.queue) } == .unavailable)
                #expect(
                    try await code { try await test.broker.consume(test.queue, prefetch: 1) { _ in .acknowledge } }
                        == .unavailable)
            }
            try await eventually(isQuiet)
            try await eventually { try await !server.control("list_connections", "user").contains("streav") }
        }
    }
}
