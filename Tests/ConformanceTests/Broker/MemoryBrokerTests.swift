import StreavLocal
import StreavPorts
import Testing

@Suite("The memory broker", .timeLimit(.minutes(1)))
struct MemoryBrokerTests {
    @Test("A consumer that does not settle in time is ended, and what it held comes again")
    func settlementTime() async throws {
        let clock = ManualClock()
        let broker = MemoryBroker(clock: .manual(clock))
        let queue = try await TestQueue(broker)
        try await queue.publish("stuck")
        let arrived = Tally(0)
        let error = await #expect(throws: BrokerError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await broker.consume(queue.name, prefetch: 1) { delivery in
                        arrived.change { $0 += 1 }
                        try await StreavClock.system.sleep(for: .seconds(3_600))
                        return .acknowledge
                    }
                }
                while arrived.value == 0 { await Task.yield() }
                try await clock.waitForSleepers()
                clock.advance(by: BrokerLimits.settlementTime)
                try await group.waitForAll()
            }
        }
        #expect(error?.code == .timedOut)
        #expect(arrived.value == 1)
        #expect(clock.sleeperCount == 0)
        let again = try #require(try await broker.take(1, from: queue.name).first)
        #expect(again.isRedelivered)
    }

    @Test("It holds so many bytes and no more, and forgets what is settled")
    func bounded() async throws {
        let broker = MemoryBroker(
            clock: .manual(ManualClock()), limits: MemoryBrokerLimits(bytes: 10_000, names: 10))
        let queue = try await TestQueue(broker)
        func publish(_ id: String) async throws {
            let message = BrokerMessage(id: id, type: "t", body: [UInt8](repeating: 0, count: 4_000))
            try await broker.publish(message, to: queue.exchange, routingKey: "k")
        }
        try await publish("1")
        try await publish("2")
        let error = await #expect(throws: BrokerError.self) { try await publish("3") }
        #expect(error?.code == .outOfMemory)
        #expect(try await queue.depth() == 2)
        _ = try await broker.take(1, from: queue.name)
        try await publish("3")
        _ = try await broker.take(2, from: queue.name)
        #expect(broker.bytes == 0)
    }

    @Test("An exclusive queue takes its bytes with it")
    func exclusiveBytes() async throws {
        let broker = MemoryBroker(clock: .manual(ManualClock()))
        let queue = try await TestQueue(broker, isExclusive: true)
        for number in 0..<10 { try await queue.publish("\(number)") }
        try await broker.withConsumer(of: queue.name, prefetch: 3) { deliveries in
            _ = try await deliveries.next()
        }
        #expect(broker.bytes == 0)
    }

    @Test("Names are bounded")
    func names() async throws {
        let broker = MemoryBroker(clock: .manual(ManualClock()), limits: MemoryBrokerLimits(bytes: 1, names: 2))
        let queues = (0..<3).map { BrokerTopology.Queue(name: "q\($0)") }
        let error = await #expect(throws: BrokerError.self) {
            try await broker.declare(BrokerTopology(queues: queues))
        }
        #expect(error?.code == .outOfMemory)
        try await broker.declare(BrokerTopology(queues: Array(queues.prefix(2))))
    }
}
