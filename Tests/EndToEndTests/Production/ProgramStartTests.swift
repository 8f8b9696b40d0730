import Foundation
import Testing

/// How the programs of a deployment refuse to start. No server is needed for that.
@Suite("Starting the programs", .timeLimit(.minutes(2)))
struct ProgramStartTests {
    private static let components = ["management", "streaming", "api"]
    private static let secret = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    private static func environment(_ changes: [String: String]) -> [String: String] {
        [
            "STREAV_DATABASE_URL": "postgres://streav:horse-battery@127.0.0.1:1/streav",
            "STREAV_CACHE_URL": "memory:", "STREAV_BROKER_URL": "memory:", "STREAV_SECRET_KEY": secret,
            "STREAV_PUBLIC_URL": "http://127.0.0.1:8000", "STREAV_START_TIMEOUT": "1",
        ].merging(changes) { $1 }
    }

    private static func outcome(
        _ component: String, _ changes: [String: String] = [:]
    ) async throws -> (status: Int32?, said: String) {
        let child = try ProgramProcess.launch(component, environment: environment(changes))
        let status = try await child.end(within: .seconds(40))
        if status == nil { child.send(signal: SIGKILL) }
        #expect(child.standardOutput.isEmpty, "standard output is for programs")
        #expect(!child.standardError.contains(secret) && !child.standardError.contains("horse-battery"))
        return (status, child.standardError)
    }

    @Test("A database that does not answer is named, and the exit code is 15", arguments: components)
    func silentDatabase(_ component: String) async throws {
        let (status, said) = try await Self.outcome(component)
        #expect(status == 15)
        #expect(said.contains("streav-\(component): the database at postgres://127.0.0.1:1/streav"), "\(said)")
    }

    @Test("A signal while it waits ends it with 0", arguments: components)
    func signalWhileWaiting(_ component: String) async throws {
        let child = try ProgramProcess.launch(
            component, environment: Self.environment(["STREAV_START_TIMEOUT": "600"]))
        // It says what it waits for after a while.
        let isWaiting = try await eventually(within: .seconds(30)) {
            child.standardError.contains("Waiting for the database.") || !child.isRunning
        }
        #expect(isWaiting)
        let status = try await child.stop(within: .seconds(20))
        #expect(status == 0, "\(child.standardError)")
    }

    @Test("A taken port is named", arguments: components)
    func takenPort(_ component: String) async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let changes = ["STREAV_DATABASE_URL": "sqlite:\(folder.path)/streav.sqlite"]
        let first = try await ProgramProcess.start(component, environment: Self.environment(changes))
        let port = try HTTPAddress(first.url).port
        let child = try ChildProcess(
            BuiltProgram.path("streav-\(component)"), ["--listen-host", "127.0.0.1", "--listen-port", "\(port)"],
            environment: Self.environment(changes))
        #expect(try await child.end(within: .seconds(40)) == 15)
        #expect(child.standardError.contains("port \(port)"), "\(child.standardError)")
        #expect(child.standardError.contains("STREAV_LISTEN_PORT"), "\(child.standardError)")
        #expect(try await first.child.stop(within: .seconds(40)) == 0)
    }
}
