import DatabaseFixtures
import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@Suite("The fleet")
struct FleetControlTests {
    private static func details(_ number: Int) -> ServerDetails {
        ServerDetails(name: "node-\(number)", publicURL: "http://127.0.0.1:\(8000 + number)")
    }

    private static func streams(_ fixture: ControlFixture, _ count: Int) async throws -> [LiveStreamID] {
        try await fixture.perform { transaction in
            try (1...count).map {
                try transaction.liveStreams.create(LiveStreamDetails(number: $0, name: "Channel \($0)")).id
            }
        }
    }

    private static func assignments(_ fixture: ControlFixture) async throws -> [ServerAssignment] {
        try await fixture.database.read { try $0.assignments.all() }
    }

    @Test("A lone node has every stream from the transaction of its registration on", arguments: TestEngine.available)
    func loneNode(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            _ = try await Self.streams(fixture, 12)
            let registration = try await fixture.perform { try $0.fleet.register(Self.details(1)) }
            let assignments = try await Self.assignments(fixture)
            #expect(assignments.count == 12)
            #expect(assignments.allSatisfy { $0.server == registration.server && $0.generation == 1 })
        }
    }

    @Test(
        "A change is one line of the log and one event; where nothing changes there is neither",
        arguments: TestEngine.available)
    func announcements(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            _ = try await Self.streams(fixture, 3)
            try await fixture.perform { _ = try $0.fleet.register(Self.details(1)) }
            func events() async throws -> Int {
                try await fixture.waiting().count { $0.type == AssignmentsChanged.type }
            }
            func lines() async throws -> Int {
                try await fixture.activity().count { $0.activity.action == "server.assign" }
            }
            #expect(try await events() == 1)
            #expect(try await lines() == 1)
            let revision = try await fixture.database.read { try $0.assignments.revision() }
            for _ in 0..<3 { try await fixture.perform { _ = try $0.fleet.reconcile() } }
            #expect(try await events() == 1)
            #expect(try await lines() == 1)
            #expect(try await fixture.database.read { try $0.assignments.revision() } == revision)
        }
    }

    @Test(
        "A node that leaves gives its streams away in that transaction; a lone one keeps them",
        arguments: TestEngine.available)
    func leaving(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            _ = try await Self.streams(fixture, 10)
            let one = try await fixture.perform { try $0.fleet.register(Self.details(1)) }
            #expect(try await fixture.perform { try $0.fleet.leave(one) } == 0)
            #expect(try await Self.assignments(fixture).allSatisfy { $0.server == one.server })
            let two = try await fixture.perform { try $0.fleet.register(Self.details(2)) }
            #expect(try await Self.assignments(fixture).allSatisfy { $0.server == two.server })
            let back = try await fixture.perform { try $0.fleet.register(Self.details(1)) }
            #expect(back.server == one.server)
            #expect(try await fixture.perform { try $0.fleet.leave(two) } == 10)
            #expect(try await Self.assignments(fixture).allSatisfy { $0.server == one.server })
            #expect(try await fixture.perform { try $0.fleet.leave(one) } == nil, "that process is gone")
        }
    }

    @Test(
        "A disabled or draining server gets nothing new and gives away what it has",
        arguments: [ServerStatus.disabled, .draining])
    func administrators(status: ServerStatus) async throws {
        try await ControlFixture.with(.sqlite) { fixture in
            _ = try await Self.streams(fixture, 10)
            let one = try await fixture.perform { try $0.fleet.register(Self.details(1)) }
            let two = try await fixture.perform { try $0.fleet.register(Self.details(2)) }
            try await fixture.perform { transaction in
                var details = Self.details(1)
                details.status = status
                try transaction.servers.update(one.server, details)
                _ = try transaction.fleet.reconcile()
            }
            #expect(try await fixture.waiting().contains { $0.type == ServerChanged.type })
            _ = try await Self.streams(fixture, 3)
            try await fixture.perform { _ = try $0.fleet.reconcile() }
            #expect(try await Self.assignments(fixture).allSatisfy { $0.server == two.server })
        }
    }

    @Test(
        "A stream that is switched off is nobody's, and keeps its generation for when it is switched on again",
        arguments: TestEngine.available)
    func switchedOff(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let stream = try await Self.streams(fixture, 1)[0]
            _ = try await fixture.perform { try $0.fleet.register(Self.details(1)) }
            for isEnabled in [false, true] {
                try await fixture.perform { transaction in
                    _ = try transaction.liveStreams.setEnabled(stream, isEnabled)
                    _ = try transaction.fleet.reconcile()
                }
            }
            let assignment = try #require(try await Self.assignments(fixture).first)
            #expect(assignment.generation == 3)
            #expect(assignment.server != nil)
        }
    }

    @Test("Two that reconcile at once, over fifty steps of anything: one server each, generations only grow")
    func races() async throws {
        for seed in 1...4 {
            try await ControlFixture.with(.sqlite) { fixture in
                let random = fixture.entropy.fork("races/\(seed)")
                var streams = try await Self.streams(fixture, 20)
                var registrations: [Int: ServerRegistration] = [:]
                var last: [LiveStreamID: Int64] = [:]
                for step in 0..<50 {
                    try await Self.change(fixture, random, &registrations, &streams)
                    async let first = fixture.perform { try $0.fleet.reconcile() }
                    async let second = fixture.perform { try $0.fleet.reconcile() }
                    _ = try await (first, second)
                    let (assignments, servers) = try await fixture.database.read {
                        (try $0.assignments.all(), try $0.servers.all())
                    }
                    let taking = Set(servers.filter { $0.standing == .taking }.map(\.id))
                    #expect(assignments.count == streams.count, "seed \(seed), step \(step)")
                    for assignment in assignments {
                        if !taking.isEmpty {
                            #expect(assignment.server.map(taking.contains) == true, "seed \(seed), step \(step)")
                        }
                        #expect(assignment.generation >= last[assignment.liveStream] ?? 0, "seed \(seed), step \(step)")
                        last[assignment.liveStream] = assignment.generation
                    }
                }
            }
        }
    }

    /// One of the things that can happen to a fleet.
    private static func change(
        _ fixture: ControlFixture, _ random: any Entropy, _ registrations: inout [Int: ServerRegistration],
        _ streams: inout [LiveStreamID]
    ) async throws {
        let node = Int(random.next() % 4) + 1
        let registration = registrations[node]
        switch random.next() % 6 {
        case 0, 1:
            registrations[node] = try await fixture.perform { try $0.fleet.register(details(node)) }
        case 2:
            guard let registration else { return }
            _ = try await fixture.perform { try $0.fleet.leave(registration) }
        case 3:
            guard let registration else { return }
            try await fixture.perform { transaction in
                guard let server = try transaction.connection.servers.find(registration.server) else { return }
                try transaction.fleet.noteLost([registration.server: server.health.heartbeats])
            }
        case 4:
            guard let registration else { return }
            let now = fixture.clock.wallNow
            _ = try await fixture.database.write {
                try $0.servers.beat(registration, load: ServerLoad(), now: now)
            }
        default:
            streams += try await self.streams(fixture, 2)
        }
    }
}
