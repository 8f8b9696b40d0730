import Foundation
import Logging
import StreavLocal
import StreavPorts
import StreavPostgres
import StreavSQL
import StreavStore
import Testing

/// `streav-sim` on a real PostgreSQL, Redis and RabbitMQ: a world that stays, a load run, and what it refuses.
@Suite("The simulator on servers", .serialized, .timeLimit(.minutes(5)))
struct SimulationOnServersTests {
    private static let words = [
        "cache.lost", "cache.slow", "broker.down", "broker.duplicating", "database.busy", "database.down", "clock.step",
        "source.reset", "node.kill",
    ]
    private static let scenario = """
        name: servers
        seed: 3
        duration: 28s
        platform: { channels: 2, movies: 2, nodes: 2, segment: 2s, window: 6 }
        cohorts:
          - { name: tv, kind: hls, population: 4, dwell: 10s }
          - { name: box, kind: mpegts, population: 3, dwell: 10s }
          - { name: app, kind: api, population: 2 }
        faults:
          - { at: 2s, do: cache.lost, for: 2s }
          - { at: 6s, do: cache.lost, loseLast: 800ms }
          - { at: 7s, do: cache.slow, latency: 200ms, for: 1s }
          - { at: 8s, do: node.kill, node: 2, for: 6s }
          - { at: 9s, do: broker.down, for: 2s }
          - { at: 12s, do: broker.duplicating, for: 3s }
          - { at: 15s, do: database.busy, share: 0.7, for: 2s }
          - { at: 18s, do: database.down, for: 2s }
          - { at: 21s, do: source.reset }
          - { at: 22s, do: clock.step, by: 10m }
        healBy: 24s
        sometimes: [\(words.map { "fault.\($0)" }.joined(separator: ", "))]
        """

    @Test("A world stays on its database, a load run passes over it without a trace, and others' databases are refused")
    func everything() async throws {
        try await BackingServers.with { servers in
            let environment = servers.environment
            let token = try await Self.world(environment)
            try await Self.again(environment, token)
            try await Self.load(servers)
            try await Self.foreign(servers)
        }
    }

    /// On empty servers.
    ///
    /// - Returns: Of the demo subscriber.
    private static func world(_ environment: [String: String]) async throws -> String {
        let simulator = try await SimulatorProcess.start(
            ["--backend", "production", "--nodes", "2"], environment: environment, within: .seconds(60))
        let stream = try #require(simulator.ready.liveStreams.first)
        let outcome = try await Players.ffmpeg(stream.hls, seconds: 3)
        #expect(outcome.status == 0 && outcome.output.contains("progress=end"), "\(outcome.standardError)")
        let (_, checks) = try await readiness(simulator)
        #expect(checks.contains("cache ready") && checks.contains("broker ready"), "\(checks)")
        try await simulator.stop(within: .seconds(60))
        return try #require(simulator.ready.subscriber?.accessToken)
    }

    private static func readiness(_ simulator: SimulatorProcess) async throws -> (Int, String) {
        let answer = try await RawHTTPClient().get("\(simulator.ready.streaming)/readyz")
        return (answer.status, answer.text)
    }

    /// The same world goes on, whoever asks for it by its seed or by none; another one does not.
    private static func again(_ environment: [String: String], _ token: String) async throws {
        try await withDatabase(environment) { database in
            let (count, seed) = try await database.read { connection in
                (
                    try connection.liveStreams.count(),
                    try connection.value("SELECT seed FROM streav_sim", as: String.self)
                )
            }
            #expect(count == 12)
            let other = try await end(of: ["--seed", seed == "1" ? "2" : "1"], environment)
            #expect(other.status == 15 && other.said.contains("the world of the seed \(seed)"), "\(other)")
            let simulator = try await SimulatorProcess.start(
                ["--backend", "production", "--seed", seed], environment: environment, within: .seconds(60))
            #expect(simulator.ready.subscriber?.accessToken == token)
            let playlist = try await RawHTTPClient().get(try #require(simulator.ready.liveStreams.first).hls)
            #expect(playlist.status == 200 && playlist.text.contains("#EXTM3U"))
            try await simulator.stop(within: .seconds(60))
            #expect(try await database.read { try $0.liveStreams.count() } == 12)
        }
    }

    private static func load(_ servers: BackingServers) async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("servers.yaml")
        try Data(scenario.utf8).write(to: file)
        let run = try await LoadProcess.run(
            [file.path, "--backend", "production"], environment: servers.environment, within: .seconds(200))
        #expect(run.status == 0, "\(run.standardError)")
        #expect(try run.verdict().command.hasSuffix("--backend production"))
        try await withDatabase(servers.environment) { database in
            let schemas = try await database.read {
                try $0.fetchColumn(
                    "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'streav_load%'", as: String.self)
            }
            #expect(schemas == [])
        }
        let redis = try ServiceAddress(servers.redis.url)
        let keys = try await ToolProcess.run(
            "redis-cli",
            [
                "--no-auth-warning", "-a", redis.password ?? "", "-p", "\(redis.port ?? 0)", "KEYS", "*streav_load*",
            ], within: .seconds(10))
        #expect(keys.status == 0 && keys.output.filter { !$0.isWhitespace }.isEmpty, "\(keys.output)")
    }

    /// As a database of a deployment is, once nothing says that the simulator has made it.
    private static func foreign(_ servers: BackingServers) async throws {
        try await withDatabase(servers.environment) { database in
            _ = try await database.write { try $0.execute("DROP TABLE streav_sim") }
            let before = try await fingerprint(database)
            let serve = try await end(of: [], servers.environment)
            #expect(serve.status == 15 && serve.said.contains("streav-sim has not made"), "\(serve)")
            let load = try await LoadProcess.run(
                ["smoke", "--backend", "production"], environment: servers.environment, within: .seconds(60))
            #expect(load.status == 15 && load.standardError.contains("streav-sim has not made"))
            #expect(try await fingerprint(database) == before)
        }
    }

    /// Changes with whatever a start changes: tables, servers, events and the activity log.
    private static func fingerprint(_ database: any Database) async throws -> [String] {
        try await database.read {
            try $0.fetchColumn(
                """
                SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname NOT LIKE 'pg\\_%'
                UNION ALL SELECT 'server ' || row_to_json(s)::text FROM servers s
                UNION ALL SELECT 'event ' || event_id FROM outbox
                UNION ALL SELECT 'entry ' || count(*) FROM activity
                ORDER BY 1
                """)
        }
    }

    /// One that does not become ready.
    private static func end(
        of arguments: [String], _ environment: [String: String]
    ) async throws -> (status: Int32?, said: String) {
        let child = try SimulatorProcess.launch(["--backend", "production"] + arguments, environment: environment)
        let status = try await child.end(within: .seconds(60))
        if status == nil { child.send(signal: SIGKILL) }
        return (status, child.standardError)
    }

    private static func withDatabase(
        _ environment: [String: String], _ body: (any Database) async throws -> Void
    ) async throws {
        let database = PostgresDatabase(
            try PostgresConfiguration(ServiceAddress(environment["STREAV_DATABASE_URL"] ?? ""), connections: 1),
            clock: .system, entropy: SystemEntropy(), logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await body(database)
        } catch {
            try? await database.close()
            throw error
        }
        try await database.close()
    }
}
