import Foundation
import Logging
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import StreavTelemetry
import Testing

@testable import StreavAssembly
@testable import StreavRuntime

@Suite("What the programs tell scrapers beside their requests")
struct ProgramMetricsTests {
    private static let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    private static func withBackends(
        _ changes: [String: String], _ body: (Settings, Backends) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("streav-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let local = [
            "STREAV_DATABASE_URL": "sqlite:\(folder.path)/streav.sqlite", "STREAV_CACHE_URL": "memory:",
            "STREAV_BROKER_URL": "memory:",
        ]
        let settings = try Given.settings(.api, local.merging(changes) { $1 })
        let backends = try Backends(settings.backends, clock: .system, entropy: SystemEntropy(), logger: logger)
        do {
            try await body(settings, backends)
        } catch {
            await backends.close()
            throw error
        }
        await backends.close()
    }

    @Test("Servers that are not reached are told of as such, and no secret is")
    func servers() async throws {
        try await Self.withBackends([
            "STREAV_DATABASE_URL": "postgres://streav:\(Given.password)@127.0.0.1:1/streav",
            "STREAV_CACHE_URL": "redis://:\(Given.password)@127.0.0.1:1/0",
            "STREAV_BROKER_URL": "amqp://streav:\(Given.password)@127.0.0.1:1/",
        ]) { _, backends in
            let registry = MetricRegistry()
            backends.register(registry)
            for _ in 1...6 { _ = try? await backends.database.read { try $0.value("SELECT 1", as: Int.self) } }
            let text = registry.text()
            for line in [
                #"streav_database_connections{state="busy"} 0"#, "streav_database_reachable 0",
                "streav_database_waiting 0", "streav_database_retries_total 0", "streav_cache_connected 0",
                #"streav_broker_connected{connection="publish"} 0"#,
                #"streav_broker_connected{connection="consume"} 0"#, "streav_broker_blocked 0",
                #"streav_broker_published_total{outcome="confirmed"} 0"#,
            ] {
                #expect(text.contains(line + "\n"), "\(line)\n\(text)")
            }
            #expect(!text.contains(Given.password) && !text.contains("127.0.0.1"))
        }
    }

    @Test("What is in the process itself is no server, and is not told of")
    func local() async throws {
        try await Self.withBackends([:]) { _, backends in
            let registry = MetricRegistry()
            backends.register(registry)
            #expect(registry.text().isEmpty)
        }
    }

    @Test("The outbox is told of by its length and the age of its oldest event, and not at all while it cannot be read")
    func outbox() async throws {
        try await Self.withBackends([:]) { settings, backends in
            try await backends.wait(settings.backends, clock: .system, logger: Self.logger)
            let manual = ManualClock()
            let clock = StreavClock(manual)
            let platform = try backends.platform(
                settings, clock: clock, entropy: SystemEntropy(), logger: Self.logger)
            let registry = MetricRegistry()
            let metrics = ControlMetrics(registry: registry)
            let watch = OutboxWatchService(platform: platform, metrics: metrics)
            #expect(!registry.text().contains("\nstreav_outbox_events "))

            await watch.look()
            #expect(registry.text().contains("\nstreav_outbox_events 0\n"))
            #expect(registry.text().contains("\nstreav_outbox_oldest_seconds 0\n"))
            for number in 1...3 {
                let now = clock.wallNow
                try await backends.database.write {
                    try $0.outbox.append(
                        eventID: "event-\(number)", aggregate: "subscriber/1", type: "subscriber.changed",
                        payload: [], now: now)
                }
                manual.advance(by: .seconds(20))
            }
            await watch.look()
            #expect(registry.text().contains("\nstreav_outbox_events 3\n"))
            #expect(registry.text().contains("\nstreav_outbox_oldest_seconds 60\n"))

            try await backends.database.write { try $0.execute("ALTER TABLE outbox RENAME TO elsewhere") }
            await watch.look()
            #expect(!registry.text().contains("\nstreav_outbox_events "))
        }
    }

    @Test("Rounds that assign streams count by outcome, each outcome from the start")
    func rounds() {
        let registry = MetricRegistry()
        let metrics = ControlMetrics(registry: registry)
        #expect(registry.text().contains(#"streav_fleet_rounds_total{outcome="failed"} 0"#))
        metrics.note(round: .acted, moved: 4)
        metrics.note(round: .idle)
        metrics.note(round: .failed)
        for line in [
            #"streav_fleet_rounds_total{outcome="acted"} 1"#, #"streav_fleet_rounds_total{outcome="idle"} 1"#,
            #"streav_fleet_rounds_total{outcome="failed"} 1"#, "streav_fleet_moves_total 4",
        ] {
            #expect(registry.text().contains(line + "\n"), "\(line)")
        }
    }
}
