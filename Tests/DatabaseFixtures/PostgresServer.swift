import Foundation

/// A PostgreSQL server of a test's own, by `scripts/servers/postgres.sh`: started, killed, stopped for a while, started
/// again. Where PostgreSQL is not installed it fails and says so.
public final class PostgresServer: Sendable {
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let folder: URL
    private let settings: [String]
    /// The same over all its starts.
    public let url: String

    private init(_ folder: URL, _ settings: [String]) async throws {
        self.folder = folder
        self.settings = settings
        url = try await Self.run(["start", folder.path] + settings)
    }

    /// Runs `body` with a server of its own.
    ///
    /// - Parameter settings: Of the server, as `max_connections=5`.
    public static func with<Result>(
        settings: [String] = [], _ body: (PostgresServer) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-server-\(UInt64.random(in: 0...UInt64.max))")
        do {
            let server = try await PostgresServer(folder, settings)
            let result = try await body(server)
            server.resume()
            _ = try await run(["stop", folder.path])
            return result
        } catch {
            _ = try? await run(["stop", folder.path])
            throw error
        }
    }

    /// The folder of its unix socket, by which the superuser needs no password.
    public var socketFolder: String { folder.path }

    /// What a client verifies its certificate with.
    public var certificate: String { folder.appendingPathComponent("data/server.crt").path }

    public var port: Int { Int(text("port")) ?? 0 }

    public var password: String { text("password") }

    /// Goes on with its data, port and password.
    ///
    /// - Parameter settings: Instead of those it was made with.
    public func start(settings: [String]? = nil) async throws {
        _ = try await Self.run(["start", folder.path] + (settings ?? self.settings))
    }

    /// As a power cut would: every process at once.
    public func kill() {
        let all = processes
        for process in all { _ = Glibc.kill(process, SIGKILL) }
        while all.contains(where: Self.isAlive) { usleep(5_000) }
    }

    /// Everybody holds still: connections stay, and nothing answers.
    public func pause() {
        for process in processes { _ = Glibc.kill(process, SIGSTOP) }
    }

    public func resume() {
        for process in processes { _ = Glibc.kill(process, SIGCONT) }
    }

    /// The server and its children, the server first.
    private var processes: [Int32] {
        guard let server = Int32(text("pid")), Self.isAlive(server) else { return [] }
        let children = (try? String(contentsOfFile: "/proc/\(server)/task/\(server)/children", encoding: .utf8)) ?? ""
        return [server] + children.split(separator: " ").compactMap { Int32($0) }
    }

    /// One that has ended and waits to be noticed by its parent has no program.
    private static func isAlive(_ process: Int32) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")) != nil
    }

    private func text(_ name: String) -> String {
        let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// On a thread of its own: it takes seconds, and the tasks of other tests go on meanwhile.
    private static func run(_ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { done in
            Thread.detachNewThread { done.resume(with: Result { try runNow(arguments) }) }
        }
    }

    private static func runNow(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [Repository.root.appendingPathComponent("scripts/servers/postgres.sh").path] + arguments
        // Files, not pipes: the server inherits them, and a pipe would stay open as long as it runs.
        let output = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-server-output-\(UInt64.random(in: 0...UInt64.max))")
        let errors = output.appendingPathExtension("err")
        for file in [output, errors] { try Data().write(to: file) }
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: try String(contentsOf: errors, encoding: .utf8))
        }
        return try String(contentsOf: output, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
