import Foundation
import Logging
import StreavAssembly
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavRuntime

@Suite("The backing services of a program")
struct BackendsTests {
    private static let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    private static func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("streav-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }

    private static func local(_ folder: String, _ changes: [String: String] = [:]) throws -> Settings {
        try Given.settings(
            .streaming,
            [
                "STREAV_DATABASE_URL": "sqlite:\(folder)/streav.sqlite", "STREAV_CACHE_URL": "memory:",
                "STREAV_BROKER_URL": "memory:",
            ].merging(changes) { $1 })
    }

    private static func make(_ settings: Settings, clock: StreavClock = .system) throws -> Backends {
        try Backends(settings.backends, clock: clock, entropy: SystemEntropy(), logger: logger)
    }

    @Test("Local ones are there at once, with the schema, and are well")
    func local() async throws {
        try await Self.withFolder { folder in
            let settings = try Self.local(folder)
            let backends = try Self.make(settings)
            try await backends.wait(settings.backends, clock: .system, logger: Self.logger)
            #expect(try await backends.database.read { try $0.liveStreams.count() } == 0)
            let readiness = BackendReadiness(backends, clock: .system)
            #expect(await readiness.parts() == ["database": true, "cache": true, "broker": true])
            await backends.close()
        }
    }

    @Test("One that does not answer is named when the time is over, without its password")
    func silent() async throws {
        try await Self.withFolder { folder in
            for (name, variable, address) in [
                ("database", "STREAV_DATABASE_URL", "postgres://streav:\(Given.password)@127.0.0.1:1/streav"),
                ("cache", "STREAV_CACHE_URL", "redis://:\(Given.password)@127.0.0.1:1/0"),
                ("broker", "STREAV_BROKER_URL", "amqp://streav:\(Given.password)@127.0.0.1:1/"),
            ] {
                let settings = try Self.local(folder, [variable: address, "STREAV_START_TIMEOUT": "1"])
                let backends = try Self.make(settings)
                let error = await #expect(throws: StartError.self) {
                    try await backends.wait(settings.backends, clock: .system, logger: Self.logger)
                }
                let message = error?.message ?? ""
                #expect(message.hasPrefix("the \(name) at ") && message.contains("127.0.0.1:1"), "\(message)")
                #expect(!message.contains(Given.password))
                let parts = await BackendReadiness(backends, clock: .system).parts()
                #expect(parts.filter { !$0.value }.keys.sorted() == [name])
                await backends.close()
            }
        }
    }

    @Test("A database of a newer version is left as it is, and no time is waited")
    func newer() async throws {
        try await Self.withFolder { folder in
            let settings = try Self.local(folder)
            let backends = try Self.make(settings)
            try await backends.wait(settings.backends, clock: .system, logger: Self.logger)
            try await backends.database.write {
                try $0.execute("INSERT INTO schema_migrations (version, name, applied_at) VALUES (9999, 'later', 0)")
            }
            let error = await #expect(throws: StartError.self) {
                try await backends.wait(settings.backends, clock: .system, logger: Self.logger)
            }
            #expect(error?.message.hasPrefix("the database cannot be used") == true)
        }
    }

    @Test("An address that no adapter takes, and a country database that is none, are refused as settings")
    func refused() async throws {
        try await Self.withFolder { folder in
            let name = "STREAV_CACHE_URL"
            let settings = try Self.local(folder, [name: "redis://:\(Given.password)@127.0.0.1/0?colour=red"])
            let error = #expect(throws: SettingsError.self) { try Self.make(settings) }
            #expect(error?.message.hasPrefix(name) == true && error?.message.contains(Given.password) == false)

            let countries = try Self.local(folder, ["STREAV_COUNTRY_DATABASE": "\(folder)/none.mmdb"])
            let backends = try Self.make(countries)
            let missing = #expect(throws: SettingsError.self) {
                try backends.platform(countries, clock: .system, entropy: SystemEntropy(), logger: Self.logger)
            }
            #expect(missing?.message.hasPrefix("STREAV_COUNTRY_DATABASE") == true)
        }
    }

    @Test("Sources are read from allowed folders and networks, and never from metadata services")
    func sources() async throws {
        try await Self.withFolder { folder in
            #expect(FileManager.default.createFile(atPath: "\(folder)/a.ts", contents: Data()))
            let settings = try Self.local(
                folder, ["STREAV_SOURCE_FOLDERS": folder, "STREAV_SOURCE_ALLOW": "0.0.0.0/0,127.0.0.0/8"])
            let backends = try Self.make(settings)
            let platform = try backends.platform(
                settings, clock: .system, entropy: SystemEntropy(), logger: Self.logger)
            _ = try platform.sources.source(for: "file:\(folder)/a.ts")
            _ = try platform.sources.source(for: "http://127.0.0.1:9/a.ts")
            for address in ["file:/etc/hostname", "http://169.254.169.254/latest"] {
                await #expect(throws: (any Error).self, "\(address)") {
                    try await platform.sources.source(for: address).run { _ in }
                }
            }
        }
    }
}
