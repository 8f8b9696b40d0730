import StreavLocal
import StreavPorts
import StreavScenario
import Synchronization
import Testing

@testable import StreavSimulation

@Suite("A broker with the guarantees of a server", .timeLimit(.minutes(1)))
struct WeakenedBrokerTests {
    private final class Taken: Sendable {
        let all = Mutex<[BrokerDelivery]>([])
    }

    private struct Bench {
        let broker: WeakenedBroker
        let faults: FaultTimeline

        init(_ faults: [Fault] = [], clock: StreavClock = .system) async throws {
            let inner = MemoryBroker(clock: clock)
            self.faults = FaultTimeline(Scenario(name: "a", duration: .seconds(60), cohorts: [], faults: faults))
            broker = WeakenedBroker(
                inner: inner, faults: self.faults, weakness: .none,
                watch: PlatformWatch(faults: self.faults, nodes: 1, clock: clock), clock: clock,
                entropy: SeededEntropy(seed: 1))
            try await inner.declare(
                BrokerTopology(
                    exchanges: [.init(name: "x")], queues: [.init(name: "q")],
                    bindings: [.init(exchange: "x", queue: "q", pattern: "#")]))
            self.faults.begin(at: clock.monotonicNow)
        }

        func publish(_ number: Int) async throws(BrokerError) {
            try await broker.publish(BrokerMessage(id: "\(number)", type: "t", body: []), to: "x", routingKey: "k")
        }

        /// What comes until there are so many.
        func take(_ count: Int, prefetch: Int = 1) async throws -> [BrokerDelivery] {
            let taken = Taken()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [broker] in
                    try await broker.consume("q", prefetch: prefetch) { delivery in
                        taken.all.withLock { $0.append(delivery) }
                        return .acknowledge
                    }
                }
                while taken.all.withLock({ $0.count }) < count {
                    try await StreavClock.system.sleep(for: .milliseconds(10))
                }
                group.cancelAll()
            }
            return taken.all.withLock { $0 }
        }
    }

    @Test("messages come as often as they are told to, the later times as redeliveries")
    func duplicates() async throws {
        var fault = Fault(at: .zero, word: .brokerDuplicating, length: .seconds(30))
        fault.times = 3
        let bench = try await Bench([fault])
        for number in 0..<5 { try await bench.publish(number) }
        let taken = try await bench.take(15)
        #expect(taken.count == 15)
        for number in 0..<5 {
            let own = taken.filter { $0.message.id == "\(number)" }
            #expect(own.map(\.isRedelivered) == [false, true, true])
        }
        #expect(bench.faults.bites(.brokerDuplicating) == 5)
    }

    @Test("messages overtake one another, one at a time all the same, and none is lost")
    func reordering() async throws {
        var fault = Fault(at: .zero, word: .brokerReordering, length: .seconds(30))
        fault.share = 0.4
        let bench = try await Bench([fault])
        for number in 0..<30 { try await bench.publish(number) }
        let taken = try await bench.take(30).compactMap { Int($0.message.id) }
        #expect(taken.sorted() == Array(0..<30))
        #expect(taken != taken.sorted())
        #expect(bench.faults.bites(.brokerReordering) > 0)
    }

    @Test("while it is away nothing is taken, and consumers end")
    func down() async throws {
        let manual = ManualClock()
        let bench = try await Bench(
            [Fault(at: .seconds(1), word: .brokerDown, length: .seconds(5))], clock: .manual(manual))
        try await withThrowingTaskGroup(of: BrokerError.Code?.self) { group in
            group.addTask {
                do throws(BrokerError) {
                    try await bench.broker.consume("q", prefetch: 1) { _ in .acknowledge }
                    return nil
                } catch {
                    return error.code
                }
            }
            // The watch for the outage, and the one for deliveries that are not settled.
            try await manual.waitForSleepers(2)
            manual.advance(by: .milliseconds(1200))
            #expect(try await group.next() == .unavailable)
        }
        let refused = await #expect(throws: BrokerError.self) { try await bench.publish(1) }
        #expect(refused?.code == .unavailable)
        manual.advance(by: .seconds(5))
        try await bench.publish(2)
        #expect(try await bench.take(1).map(\.message.id) == ["2"])
    }
}
