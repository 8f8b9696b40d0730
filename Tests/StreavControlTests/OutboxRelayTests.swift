import DatabaseFixtures
import Logging
import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Synchronization
import Testing

@Suite("Outbox relay")
struct OutboxRelayTests {
    /// A broker that notes what is published and fails as it is told.
    final class ScriptedBroker: MessageBroker {
        private let state = Mutex<
            (published: [BrokerMessage], failure: (@Sendable (BrokerMessage) -> BrokerError.Code?)?)
        >(
            ([], nil))

        var published: [BrokerMessage] { state.withLock { $0.published } }

        func fail(_ failure: (@Sendable (BrokerMessage) -> BrokerError.Code?)?) {
            state.withLock { $0.failure = failure }
        }

        func declare(_ topology: BrokerTopology) async throws(BrokerError) {}

        func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
            let code = state.withLock { state -> BrokerError.Code? in
                if let code = state.failure?(message) { return code }
                state.published.append(message)
                return nil
            }
            if let code { throw BrokerError(code, "as scripted") }
        }

        func consume(
            _ queue: String, prefetch: Int,
            handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
        ) async throws(BrokerError) {}

        func depth(of queue: String) async throws(BrokerError) -> Int { 0 }
    }

    private static func relay(_ fixture: ControlFixture, _ broker: any MessageBroker) -> OutboxRelay {
        OutboxRelay(
            database: fixture.database, broker: broker, cache: MemoryCache(clock: fixture.clock), clock: fixture.clock,
            entropy: fixture.entropy, logger: Logger(label: "test"))
    }

    /// Makes subscribers a and b, then changes each twice: three events of either.
    private static func makeEvents(_ fixture: ControlFixture) async throws -> (SubscriberID, SubscriberID) {
        let ids = try await fixture.perform { transaction in
            try ["a", "b"].map { try transaction.subscribers.create(SubscriberDetails(username: $0)).subscriber.id }
        }
        for status in [SubscriberStatus.disabled, .active] {
            for id in ids { try await fixture.perform { try $0.subscribers.setStatus(id, status) } }
        }
        return (ids[0], ids[1])
    }

    @Test("events are published once each, in the order of their commits, and marked", arguments: TestEngine.available)
    func publishes(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let broker = ScriptedBroker()
            let relay = Self.relay(fixture, broker)
            _ = try await Self.makeEvents(fixture)
            let waiting = try await fixture.waiting()
            let progress = try await relay.relayOnce()
            #expect(progress == .done)
            #expect(broker.published.map(\.id) == waiting.map(\.eventID))
            #expect(broker.published.map(\.body) == waiting.map(\.payload))
            _ = try await relay.relayOnce()
            #expect(broker.published.count == 6)
            let depth = try await fixture.database.read { try $0.outbox.depth() }
            #expect(depth == 0)
        }
    }

    @Test("an event that is refused holds back its aggregate, and no other", arguments: TestEngine.available)
    func refusal(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let broker = ScriptedBroker()
            let relay = Self.relay(fixture, broker)
            _ = try await Self.makeEvents(fixture)
            let rows = try await fixture.waiting()
            let first = rows[0].eventID
            broker.fail { $0.id == first ? .unroutable : nil }
            _ = try await relay.relayOnce()
            #expect(broker.published.map(\.id) == rows.filter { $0.aggregate != rows[0].aggregate }.map(\.eventID))
            _ = try await relay.relayOnce()
            #expect(broker.published.count == 3, "it waits before it is tried again")
            broker.fail(nil)
            fixture.manualClock.advance(by: .seconds(10))
            _ = try await relay.relayOnce()
            #expect(
                broker.published.dropFirst(3).map(\.id)
                    == rows.filter { $0.aggregate == rows[0].aggregate }.map(\.eventID))
        }
    }

    @Test(
        "with the broker away nothing is lost and what was confirmed is not sent again", arguments: TestEngine.available
    )
    func outage(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let broker = ScriptedBroker()
            let relay = Self.relay(fixture, broker)
            _ = try await Self.makeEvents(fixture)
            let rows = try await fixture.waiting()
            let third = rows[2].eventID
            broker.fail { $0.id == third ? .unavailable : nil }
            await #expect(throws: BrokerError.self) { try await relay.relayOnce() }
            #expect(broker.published.map(\.id) == rows.prefix(2).map(\.eventID))
            broker.fail(nil)
            _ = try await relay.relayOnce()
            #expect(broker.published.map(\.id) == rows.map(\.eventID))
        }
    }

    @Test("a row that becomes visible behind later ones is published all the same", arguments: TestEngine.available)
    func lateRow(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let broker = ScriptedBroker()
            let relay = Self.relay(fixture, broker)
            func insert(_ id: Int) async throws {
                try await fixture.database.write {
                    try $0.execute(
                        """
                        INSERT INTO outbox (
                            id, event_id, aggregate, type, payload, created_at, attempts, next_attempt_at
                        ) VALUES (
                            \(id), \("event\(id)"), \("aggregate\(id)"), 'subscriber.changed', \([UInt8]()), 0, 0, 0
                        )
                        """)
                }
            }
            try await insert(1)
            try await insert(3)
            _ = try await relay.relayOnce()
            try await insert(2)
            _ = try await relay.relayOnce()
            #expect(broker.published.map(\.id) == ["event1", "event3", "event2"])
        }
    }

    @Test(
        "running, it hands events to the queues that are bound, and ends when it is cancelled",
        arguments: TestEngine.available)
    func runs(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let broker = MemoryBroker(clock: fixture.clock)
            try await broker.declare(
                BrokerTopology(
                    exchanges: [BrokerTopology.Exchange(name: ControlEvents.exchange)],
                    queues: [BrokerTopology.Queue(name: "node")],
                    bindings: [BrokerTopology.Binding(exchange: ControlEvents.exchange, queue: "node", pattern: "#")]))
            _ = try await Self.makeEvents(fixture)
            let relay = Self.relay(fixture, broker)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await relay.run() }
                while try await broker.depth(of: "node") < 6 { await Task.yield() }
                group.cancelAll()
            }
            let depth = try await broker.depth(of: "node")
            #expect(depth == 6)
        }
    }

    @Test("published rows are kept for a while, then pruned", arguments: TestEngine.available)
    func pruning(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            _ = try await Self.makeEvents(fixture)
            let relay = Self.relay(fixture, ScriptedBroker())
            _ = try await relay.relayOnce()
            let now = fixture.clock.wallNow
            let counts = try await fixture.database.write { connection -> [Int] in
                [
                    try connection.outbox.prune(publishedBefore: now, limit: 100),
                    try connection.outbox.prune(publishedBefore: now.advanced(by: .milliseconds(1)), limit: 4),
                    try connection.outbox.prune(publishedBefore: now.advanced(by: .milliseconds(1)), limit: 4),
                ]
            }
            #expect(counts == [0, 4, 2])
        }
    }
}
