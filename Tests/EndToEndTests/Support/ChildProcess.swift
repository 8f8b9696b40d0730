import Foundation
import Synchronization

/// A child process with what it says. It ends with the test: `stop` asks it, `kill` does not.
final class ChildProcess: @unchecked Sendable {
    enum Stream {
        case output
        case error
    }

    private static let patienceForPipes: Duration = .milliseconds(500)

    private struct Collected {
        var output = Data()
        var error = Data()
        var openStreams = 2
    }

    // `Process` is used from one test at a time, and its properties read here are safe to read from any thread.
    private let process = Process()
    private let collected = Mutex(Collected())
    private let name: String

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    var standardOutput: Data { collected.withLock { $0.output } }
    var standardError: String { String(decoding: collected.withLock { $0.error }, as: UTF8.self) }

    /// The exit status; for a process that a signal ended, 128 and its number. Only once it is not running any more.
    var status: Int32 {
        process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    }

    /// Whole lines of standard output so far.
    var outputLines: [String] {
        let text = String(decoding: standardOutput, as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// - Parameters:
    ///   - tool: A path, or a name that is looked for along PATH.
    ///   - environment: Added to this process's own.
    init(_ tool: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        name = (tool as NSString).lastPathComponent
        process.executableURL = try Self.locate(tool)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let error = Pipe()
        process.standardOutput = output
        process.standardError = error
        collect(output, into: .output)
        collect(error, into: .error)
        try Self.withSignalsUnblocked { try process.run() }
    }

    /// The first line of standard output that fits, now or later.
    func line(within limit: Duration, where fits: @Sendable (String) -> Bool) async throws -> String {
        var found: String?
        _ = try await eventually(within: limit) {
            found = outputLines.first(where: fits)
            return found != nil || !isRunning
        }
        if found == nil { found = outputLines.first(where: fits) }
        guard let found else {
            let state = isRunning ? "is still running" : "ended with \(status)"
            throw HarnessError("\(name) said nothing fitting within \(limit) and \(state). It said:\n\(standardError)")
        }
        return found
    }

    /// Waits for the end. Returns nil when the process is still running after the limit.
    func end(within limit: Duration) async throws -> Int32? {
        guard try await eventually(within: limit, { !isRunning }) else { return nil }
        // A grandchild, or a process that was started at the same moment, can hold the pipes open.
        _ = try await eventually(within: Self.patienceForPipes) { collected.withLock { $0.openStreams == 0 } }
        return status
    }

    func send(signal number: Int32) {
        if isRunning { _ = Foundation.kill(identifier, number) }
    }

    /// Asks with SIGTERM, insists with SIGKILL after the limit. Returns the status; nil when it had to insist.
    @discardableResult
    func stop(within limit: Duration) async throws -> Int32? {
        send(signal: SIGTERM)
        if let status = try await end(within: limit) { return status }
        send(signal: SIGKILL)
        _ = try await end(within: .seconds(5))
        return nil
    }

    private func collect(_ pipe: Pipe, into stream: Stream) {
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            self?.collected.withLock { collected in
                switch stream {
                case _ where data.isEmpty: collected.openStreams -= 1
                case .output: collected.output += data
                case .error: collected.error += data
                }
            }
        }
    }

    /// The threads that tests run on block signals, and a child inherits that: it would never hear of SIGTERM.
    private static func withSignalsUnblocked(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    private static func locate(_ tool: String) throws -> URL {
        if tool.contains("/") { return URL(fileURLWithPath: tool) }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        for folder in folders + ["/usr/sbin"] {
            let path = "\(folder)/\(tool)"
            if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
        }
        throw HarnessError("\(tool) is missing: run 'make setup'.")
    }
}
