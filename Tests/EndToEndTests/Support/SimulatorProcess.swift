import Foundation

/// A streav-sim of its own on free ports: the binary that was built along with these tests, used as anybody would.
final class SimulatorProcess: Sendable {
    let child: ChildProcess
    let ready: ReadyLine

    /// What it wrote for people.
    var standardError: String { child.standardError }

    /// The lines of JSON since the ready line.
    var events: [String] { Array(child.outputLines.dropFirst()) }

    /// Starts one and waits for its ready line. The caller stops it; ``with(_:_:)`` does so by itself.
    static func start(
        _ arguments: [String] = [], environment: [String: String] = [:], within limit: Duration = .seconds(30)
    ) async throws -> SimulatorProcess {
        let child = try launch(arguments, environment: environment)
        do {
            let line = try await child.line(within: limit) { $0.contains("\"event\":\"ready\"") }
            let ready = try JSONDecoder().decode(ReadyLine.self, from: Data(line.utf8))
            return SimulatorProcess(child: child, ready: ready)
        } catch {
            child.send(signal: SIGKILL)
            throw error
        }
    }

    /// Starts one that is not expected to become ready, for the errors of starting.
    static func launch(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess {
        let ports = ["--management-port", "--api-port", "--streaming-port"]
        let free = ports.filter { !arguments.contains($0) }.flatMap { [$0, "0"] }
        return try ChildProcess(binary, ["serve"] + free + arguments, environment: environment)
    }

    /// Another verb of the same binary.
    ///
    /// - Parameter descriptors: The most it may have open; nil: as many as the tests may.
    static func launch(
        verb: String, _ arguments: [String], environment: [String: String] = [:], descriptors: Int? = nil
    ) throws -> ChildProcess {
        guard let descriptors else {
            return try ChildProcess(binary, [verb] + arguments, environment: environment)
        }
        return try ChildProcess(
            "prlimit", ["--nofile=\(descriptors):\(descriptors)", binary, verb] + arguments,
            environment: environment)
    }

    /// Runs one around a body. Afterwards it must end by SIGTERM with status 0, which is checked every time.
    static func with<Value>(
        _ arguments: [String] = [], _ body: (SimulatorProcess) async throws -> Value
    ) async throws -> Value {
        let simulator = try await start(arguments)
        let value: Value
        do {
            value = try await body(simulator)
        } catch {
            simulator.kill()
            throw error
        }
        try await simulator.stop()
        return value
    }

    /// SIGTERM, and the exit with status 0 that has to follow it.
    func stop(within limit: Duration = .seconds(35)) async throws {
        let status = try await child.stop(within: limit)
        guard status == 0 else {
            let end = status.map { "ended with \($0)" } ?? "had to be killed"
            throw HarnessError("After SIGTERM streav-sim \(end). It said:\n\(standardError)")
        }
    }

    /// As a power failure would.
    func kill() {
        child.send(signal: SIGKILL)
    }

    private init(child: ChildProcess, ready: ReadyLine) {
        self.child = child
        self.ready = ready
    }

    private static let binary =
        ProcessInfo.processInfo.environment["STREAV_TEST_BINARY"] ?? BuiltProgram.path("streav-sim")
}
