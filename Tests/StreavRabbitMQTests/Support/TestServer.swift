import Foundation
import StreavLocal
import StreavPorts

/// A RabbitMQ of its own, to be killed, paused and starved.
struct TestServer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The one of the test that runs.
    @TaskLocal static var current: TestServer?

    let folder: String
    let address: ServiceAddress

    /// Needs RabbitMQ from Debian's package: without it tests fail and say so.
    static func start() async throws -> TestServer {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-rabbitmq-\(SystemEntropy().token(length: 12))").path
        return TestServer(folder: folder, address: try await launch(folder))
    }

    /// Starts it again on what it held.
    func startAgain() async throws { _ = try await Self.launch(folder) }

    func stop() async throws { _ = try await Self.script(["stop", folder]) }

    /// Runs rabbitmqctl.
    @discardableResult
    func control(_ arguments: String...) async throws -> String {
        try await Self.script(["ctl", folder] + arguments)
    }

    func signal(_ signal: Int32) throws {
        let text = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
        guard let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), kill(pid, signal) == 0 else {
            throw Failure(description: "the server's process is not there: \(text)")
        }
    }

    var secureAddress: ServiceAddress {
        get throws {
            let text = try String(contentsOfFile: folder + "/secure-address", encoding: .utf8)
            return try ServiceAddress(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    private static func launch(_ folder: String) async throws -> ServiceAddress {
        try ServiceAddress(try await script(["start", folder, "tls"]).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func script(_ arguments: [String]) async throws -> String {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [root.appendingPathComponent("scripts/servers/rabbitmq.sh").path] + arguments
        // Files, since pipes may be held open by what is started at the same moment.
        let files = try ["out", "err"].map { kind in
            let path = FileManager.default.temporaryDirectory
                .appendingPathComponent("streav-rabbitmq-\(SystemEntropy().token(length: 12)).\(kind)")
            try Data().write(to: path)
            return path
        }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
            } catch {
                ended.resume(throwing: error)
            }
        }
        let said = try String(contentsOf: files[0], encoding: .utf8)
        let complaint = try String(contentsOf: files[1], encoding: .utf8)
        guard process.terminationStatus == 0 else {
            throw Failure(description: "rabbitmq.sh \(arguments.joined(separator: " ")): \(complaint)\(said)")
        }
        return said
    }
}
