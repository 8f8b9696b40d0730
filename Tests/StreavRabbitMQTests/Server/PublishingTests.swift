import StreavLocal
import StreavPorts
import StreavRabbitMQ
import Testing

extension ServerTests {
    @Suite("RabbitMQ: publishing to a server", .timeLimit(.minutes(2)))
    struct PublishingTests {
        @Test("Ten thousand messages of a hundred publishers are confirmed, and all are there")
        func manyPublishers() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for publisher in 0..<100 {
                    group.addTask {
                        for number in 0..<100 { try await test.publish("\(publisher)-\(number)") }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await test.broker.depth(of: test.queue) == 10_000)
            #expect(await test.collect(10_000).count == 10_000)
        }

        @Test("Large messages of many publishers go side by side and arrive whole")
        func large() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            let sizes = [0, 1, 16 << 10, (16 << 10) + 1, 131_064, 131_065, 500_000, BrokerMessage.maximumBodyBytes]
            @Sendable func body(_ size: Int) -> [UInt8] {
                (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, size) in (sizes + sizes + sizes).enumerated() {
                    group.addTask { try await test.publish("\(index)", body: body(size)) }
                }
                try await group.waitForAll()
            }
            let intact = Tally<Set<String>>([])
            try await test.whileConsuming(
                test.queue, prefetch: 5,
                handle: { delivery in
                    if delivery.message.body == body(delivery.message.body.count) {
                        intact.change { _ = $0.insert(delivery.message.id) }
                    }
                    return .acknowledge
                },
                { try await eventually { intact.value.count == 24 } })
            #expect(intact.value.count == 24)
        }

        @Test("F23: Each publisher is told of its own message, however many are returned")
        func returned() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            let codes = try await withThrowingTaskGroup(of: (Int, BrokerError.Code?).self) { group in
                for number in 0..<400 {
                    group.addTask {
                        let key = number.isMultiple(of: 3) ? "nobody" : "test.event"
                        return (number, try await code { try await test.publish("\(number)", routingKey: key) })
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = .some($1.1) }
            }
            #expect((0..<400).allSatisfy { codes[$0] == .some($0.isMultiple(of: 3) ? .unroutable : nil) })
            let routed = (0..<400).count { !$0.isMultiple(of: 3) }
            #expect(try await test.broker.depth(of: test.queue) == routed)
        }

        @Test("An exchange that is missing, or removed by others, is the publisher's error and nobody else's")
        func missingExchange() async throws {
            let test = try TestBroker()
            try await test.broker.declare(test.topology())
            let other = try TestBroker()
            try await other.broker.declare(other.topology())
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for number in 0..<200 { try await test.publish("\(number)") } }
                for _ in 0..<20 {
                    let error = try await code {
                        try await test.broker.publish(
                            BrokerMessage(id: "1", type: "t", body: []), to: "test.absent", routingKey: "k")
                    }
                    #expect(error == .unknownTopology)
                }
                try await group.waitForAll()
            }
            try await other.broker.remove(BrokerTopology(exchanges: [.init(name: test.exchange)]))
            #expect(try await code { try await test.publish("lost") } == .unknownTopology)
            #expect(try await code { try await test.publish("lost") } == .unknownTopology)
            try await test.broker.declare(test.topology())
            try await test.publish("found")
            #expect(try await test.broker.depth(of: test.queue) == 201)
        }

        @Test(
            "F21: A server short of memory refuses publishers in time, not consumers, and takes messages again later"
        )
        func alarm() async throws {
            let test = try TestBroker { $0.confirmTime = .seconds(3) }
            try await test.broker.declare(test.topology())
            #expect(!test.broker.status.isPublisherConnected && test.broker.status.isConsumerConnected)
            for number in 0..<20 { try await test.publish("before-\(number)") }
            #expect(test.broker.status.isPublisherConnected && !test.broker.status.isBlocked)
            #expect(test.broker.status.confirmed == 20 && test.broker.status.failed == 0)
            try await test.server.control("set_vm_memory_high_watermark", "0")
            let clock = StreavClock.system
            var codes: Set<BrokerError.Code> = []
            while !codes.contains(.outOfMemory) {
                let began = clock.monotonicNow
                if let code = try await code({
                    try await test.publish("during", body: [UInt8](repeating: 0, count: 1 << 19))
                }) {
                    codes.insert(code)
                }
                #expect(clock.monotonicNow - began < .seconds(6))
            }
            #expect(codes.isSubset(of: [.outOfMemory, .timedOut]))
            #expect(test.broker.status.isBlocked && test.broker.status.failed > 0)
            // Far more than it would hold, at once.
            let refused = try await withThrowingTaskGroup(of: BrokerError.Code?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await code {
                            try await test.publish("\(number)", body: [UInt8](repeating: 0, count: 1 << 20))
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refused.allSatisfy { $0 == .outOfMemory })
            // Consuming, declaring and asking have a connection of their own.
            let seen = await test.collect(20)
            #expect((0..<20).allSatisfy { seen.contains("before-\($0)") })
            _ = try await test.broker.depth(of: test.queue)
            try await test.server.control("set_vm_memory_high_watermark", "0.6")
            try await eventually { try await code { try await test.publish("after") } == nil }
            #expect(!test.broker.status.isBlocked)
            await test.broker.close()
            #expect(!test.broker.status.isPublisherConnected && !test.broker.status.isConsumerConnected)
        }
    }
}
