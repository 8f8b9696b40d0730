import DatabaseFixtures
import Foundation
import StreavCommands
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

/// Breakages, each staged on a platform in which all is well but that.
@Suite("doctor")
struct DoctorTests {
    /// A platform in which all is well: a node that runs the one stream, an administrator with a second factor.
    private static func healthy<Result>(
        _ engine: TestEngine, _ body: (inout CommandFixture) async throws -> Result
    ) async throws -> Result {
        try await CommandFixture.with(engine) { fixture in
            var fixture = fixture
            fixture.setClock()
            // PostgreSQL's goes on while the test takes its time.
            fixture.hostClock = .system
            let password = try HashedPassword("nine plums and a horse", cost: .weakForSimulation)
            try await fixture.perform { transaction in
                let user = try transaction.users.create(
                    UserDetails(username: "ada", role: .administrator), password: password)
                _ = try transaction.connection.users.setSealedSeed([1], of: user.id, now: transaction.now)
                _ = try transaction.subscribers.create(SubscriberDetails(username: "viewer"))
                _ = try transaction.liveStreams.create(LiveStreamDetails(number: 1, name: "News"))
                _ = try transaction.fleet.register(ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8000"))
            }
            // However long the test takes, nothing has waited for long.
            try await fixture.database.write { connection in
                try connection.execute("UPDATE outbox SET published_at = 1")
                try connection.execute("UPDATE servers SET last_heartbeat_at = last_heartbeat_at + 3600000")
            }
            let broker = MemoryBroker(clock: fixture.clock)
            try await broker.declare(ControlEvents.topology)
            fixture.backends.cache = .init(MemoryCache(clock: fixture.clock), place: "the test's")
            fixture.backends.broker = .init(broker, place: "the test's")
            return try await body(&fixture)
        }
    }

    /// Exactly one thing is wrong.
    private static func expect(
        _ fixture: CommandFixture, _ check: String, _ verdict: String = "failed", cause: String, cure: String,
        alone: Bool = true
    ) async throws {
        let outcome = await fixture.run(["doctor", "--output", "json"])
        #expect(outcome.code == 1, "\(outcome.output)\(outcome.complaints)")
        let wrong = try outcome.items.filter { !["ok", "skipped"].contains($0["verdict"] as? String) }
        if alone { #expect(wrong.count == 1, "\(wrong)") }
        let found = try #require(wrong.first { $0["check"] as? String == check }, "\(wrong)")
        #expect(found["verdict"] as? String == verdict)
        #expect((found["cause"] as? String)?.contains(cause) == true, "\(found)")
        #expect((found["cure"] as? String)?.contains(cure) == true, "\(found)")
        let text = await fixture.run(["doctor"])
        #expect(text.code == 1)
        #expect(text.output.contains(check) && text.output.contains("→"))
    }

    @Test("All is well: it says so, with 0", arguments: TestEngine.available)
    func well(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            let outcome = await fixture.run(["doctor", "--output", "json"])
            #expect(outcome.code == 0, "\(outcome.output)")
            let items = try outcome.items
            for item in items { #expect(Set(item.keys) == ["check", "verdict", "cause", "cure"]) }
            #expect(
                items.map { $0["check"] as? String } == [
                    "settings", "database", "clock", "schema", "cache", "broker", "secret-key", "activity-log",
                    "outbox", "administrators", "second-factors", "nodes", "streams", "dead-letters", "media", "disks",
                ])
        }
    }

    @Test(
        "1, 2: the database is away, or refuses the password",
        arguments: [
            ("it cannot be reached: connection refused", "start PostgreSQL"),
            ("FATAL: password authentication failed for user \"streav\"", "correct user and password"),
            ("FATAL: database \"streav\" does not exist", "make that database"),
        ])
    func database(_ message: String, _ cure: String) async throws {
        var fixture = CommandFixture(BrokenDatabase(message: message))
        fixture.backends.database = .init(fixture.database, place: "postgres://db/streav")
        try await Self.expect(fixture, "database", cause: message, cure: cure)
    }

    @Test("3: the schema is older, or newer, or not there", arguments: TestEngine.available)
    func schema(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            var fixture = CommandFixture(database)
            fixture.hostClock = .system
            try await Self.expect(fixture, "schema", cause: "empty", cure: "streav-cli migrate")
            try await Migrator(migrations: Array(Migration.all.dropLast())).migrate(
                database, now: fixture.clock.wallNow)
            try await Self.expect(fixture, "schema", cause: "needs", cure: "streav-cli migrate")
            #expect(await fixture.run(["user", "list"]).code == 15)
            try await Migrator().migrate(database, now: fixture.clock.wallNow)
            try await database.write {
                try $0.execute("INSERT INTO schema_migrations (version, name, applied_at) VALUES (9999, 'later', 1)")
            }
            try await Self.expect(fixture, "schema", cause: "9999", cure: "newer Streav")
            #expect(await fixture.run(["user", "list"]).code == 15)
        }
    }

    @Test("4: the secret key is another one, or none", arguments: TestEngine.available)
    func secret(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            fixture.backends.secret = SecretKey(bytes: [UInt8](repeating: 9, count: 32))
            try await Self.expect(fixture, "secret-key", cause: "does not open", cure: "STREAV_SECRET_KEY")
            fixture.backends.secret = nil
            try await Self.expect(fixture, "secret-key", cause: "none", cure: "STREAV_SECRET_KEY")
        }
    }

    @Test("5: this machine's clock and PostgreSQL's differ")
    func clock() async throws {
        guard TestEngine.available.contains(.postgresql) else { return }
        try await Self.healthy(.postgresql) { fixture in
            fixture.hostClock = nil
            fixture.manualClock.stepWall(by: .seconds(-40))
            try await Self.expect(fixture, "clock", cause: "differ by", cure: "time server")
        }
    }

    @Test("6: the cache is away, or refuses the password")
    func cache() async throws {
        try await Self.healthy(.sqlite) { fixture in
            fixture.backends.cache = .init(BrokenCache("nobody listens"), place: "redis://cache")
            try await Self.expect(fixture, "cache", cause: "nobody listens", cure: "start Redis")
            fixture.backends.cache = .init(BrokenCache("WRONGPASS invalid username"), place: "redis://cache")
            try await Self.expect(fixture, "cache", cause: "WRONGPASS", cure: "STREAV_CACHE_URL")
        }
    }

    @Test("7: the broker is away, or refuses the login")
    func broker() async throws {
        try await Self.healthy(.sqlite) { fixture in
            fixture.backends.broker = .init(BrokenBroker("nobody listens"), place: "amqp://broker")
            try await Self.expect(fixture, "broker", cause: "nobody listens", cure: "start RabbitMQ")
            fixture.backends.broker = .init(
                BrokenBroker("refused user 'streav': NOT_ALLOWED - vhost /tv not found"), place: "amqp://broker")
            try await Self.expect(fixture, "broker", cause: "NOT_ALLOWED", cure: "rabbitmqctl")
        }
    }

    @Test("8: nobody publishes what was changed", arguments: TestEngine.available)
    func outbox(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            try await fixture.database.write {
                try $0.execute("UPDATE outbox SET created_at = created_at - 90000, published_at = NULL")
            }
            try await Self.expect(fixture, "outbox", cause: "the oldest for ", cure: "streav-management or streav-api")
        }
    }

    @Test("9: no node is there, one is lost, a stream is with nobody", arguments: TestEngine.available)
    func nodes(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            try await fixture.database.write { try $0.execute("UPDATE servers SET is_lost = 1") }
            try await Self.expect(fixture, "nodes", cause: "node-1", cure: "start streav-streaming")
            #expect(await fixture.run(["status"]).code == 1)
            try await fixture.database.write {
                try $0.execute("UPDATE servers SET is_lost = 0, last_heartbeat_at = last_heartbeat_at - 3700000")
            }
            try await Self.expect(fixture, "nodes", cause: "nobody has noticed: node-1", cure: "watch over")
            try await fixture.database.write {
                try $0.execute("UPDATE servers SET last_heartbeat_at = last_heartbeat_at + 3700000")
            }
            try await fixture.database.write { try $0.execute("UPDATE server_assignments SET server_id = NULL") }
            try await Self.expect(fixture, "streams", cause: "no node runs these live streams: 1", cure: "activate")
            try await fixture.database.write { try $0.execute("DELETE FROM servers") }
            try await Self.expect(
                fixture, "nodes", cause: "no streaming node", cure: "start streav-streaming", alone: false)
        }
    }

    @Test("10: nobody administrates, or with a password alone", arguments: TestEngine.available)
    func administrators(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            try await fixture.database.write { try $0.execute("UPDATE users SET totp_secret_sealed = NULL") }
            try await Self.expect(fixture, "second-factors", "warning", cause: "ada", cure: "dashboard")
            try await fixture.database.write { try $0.execute("UPDATE users SET is_disabled = 1") }
            try await Self.expect(fixture, "administrators", cause: "nobody", cure: "streav-cli user create")
        }
    }

    @Test("11: the activity log was tampered with", arguments: TestEngine.available)
    func activity(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            try await fixture.database.write {
                try $0.execute("UPDATE activity SET actor_name = 'somebody else' WHERE sequence = 2")
            }
            try await Self.expect(fixture, "activity-log", cause: "entry 2", cure: "last backup")
        }
    }

    @Test("12: nodes could not read some events", arguments: TestEngine.available)
    func deadLetters(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            let broker = MemoryBroker(clock: fixture.clock)
            let queue = ControlEvents.deadLetterQueue(ofNode: "node-1")
            try await broker.declare(
                BrokerTopology(
                    exchanges: [.init(name: "dead")], queues: [.init(name: queue)],
                    bindings: [.init(exchange: "dead", queue: queue, pattern: "#")]))
            try await broker.publish(
                BrokerMessage(id: "1", type: "odd", body: []), to: "dead", routingKey: "odd")
            fixture.backends.broker = .init(broker, place: "the test's")
            try await Self.expect(fixture, "dead-letters", cause: "1 in \(queue)", cure: "purge_queue")
        }
    }

    @Test("13: a film is not under the media root", arguments: TestEngine.available)
    func media(_ engine: TestEngine) async throws {
        try await Self.healthy(engine) { fixture in
            try await fixture.perform { transaction in
                for key in ["there.mp4", "gone.mp4"] {
                    _ = try transaction.onDemandStreams.create(OnDemandStreamDetails(name: key, mediaKey: key))
                }
            }
            fixture.backends.hasMedia = { $0 == "there.mp4" }
            try await Self.expect(fixture, "media", "warning", cause: "gone.mp4", cure: "put them there")
        }
    }

    @Test("14: a disk is nearly full, a setting is weak or cannot be used")
    func machine() async throws {
        try await Self.healthy(.sqlite) { fixture in
            fixture.backends.disks = { [DiskSpace(folder: "films", free: 100 << 20, size: 1 << 40)] }
            try await Self.expect(fixture, "disks", "warning", cause: "films", cure: "make room")
            fixture.backends.disks = { [] }
            fixture.settings = [
                ConfiguredSetting(
                    name: "STREAV_CACHE_URL", value: "redis://cache/0", origin: .environment, readers: ["api"],
                    problem: "has a password that everybody knows: set another one there and here")
            ]
            try await Self.expect(fixture, "settings", cause: "everybody knows", cure: "STREAV_CACHE_URL")
            #expect(await fixture.run(["config"]).code == 1)
            fixture.settings = []
            fixture.openingError = CommandFailure(.usage, "STREAV_DATABASE_URL is missing")
            try await Self.expect(fixture, "settings", cause: "is missing", cure: "streav-cli config")
            #expect(await fixture.run(["user", "list"]).code == 2)
        }
    }
}
