import Foundation
import Testing

/// What streav-sim says when it cannot start.
@Suite("Start failures")
struct StartFailureTests {
    @Test(
        "A taken port is named, with the option that chooses another",
        arguments: ["--streaming-port", "--management-port", "--api-port"])
    func takenPort(_ option: String) async throws {
        let server = try TransportServer { _ in [] }
        defer { server.close() }
        try await UsageErrorTests.refusal(
            ["--empty", option, "\(server.port)"], status: 15, says: ["\(server.port)", option])
    }

    @Test("A host that this machine is not is named")
    func foreignHost() async throws {
        try await UsageErrorTests.refusal(["--empty", "--host", "192.0.2.1"], status: 15, says: ["192.0.2.1"])
    }

    @Test("A data folder that is a file, or cannot be made, is refused with its path")
    func dataFolder() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("file").path
        try Data("text".utf8).write(to: URL(fileURLWithPath: file))
        for path in [file, file + "/below", "/proc/streav"] {
            try await UsageErrorTests.refusal(["--empty", "--data", path], status: 15, says: ["--data", path])
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == Data("text".utf8))
    }

    @Test("A database from a newer version, or of another making, is refused and left as it is")
    func database() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("data").path
        try await SimulatorProcess.with(["--empty", "--data", path]) { _ in }
        let database = path + "/streav.sqlite"
        func sql(_ text: String) async throws -> String {
            let outcome = try await ToolProcess.run("sqlite3", [database, text], within: .seconds(10))
            #expect(outcome.status == 0, "\(outcome.standardError)")
            return outcome.output
        }
        let count = try await sql("SELECT count(*) FROM schema_migrations")
        _ = try await sql("INSERT INTO schema_migrations VALUES (999, 'from the future', 0)")
        try await UsageErrorTests.refusal(["--data", path], status: 15, says: ["newer", "999"])
        _ = try await sql("DELETE FROM schema_migrations WHERE version = 999")
        #expect(try await sql("SELECT count(*) FROM schema_migrations") == count)
        _ = try await sql("UPDATE schema_migrations SET name = 'something else' WHERE version = 1")
        try await UsageErrorTests.refusal(["--data", path], status: 15, says: ["something else"])
    }

    @Test("What is no database, no key and no credentials is refused with the file's name")
    func files() async throws {
        for (name, text) in [
            ("streav.sqlite", String(repeating: "This is no database. ", count: 100)), ("secret.key", "short"),
            ("credentials.json", "{"),
        ] {
            let folder = try ToolProcess.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: file)
            try await UsageErrorTests.refusal(["--empty", "--data", folder.path], status: 15, says: [name])
            #expect(try Data(contentsOf: file) == Data(text.utf8))
        }
    }
}
