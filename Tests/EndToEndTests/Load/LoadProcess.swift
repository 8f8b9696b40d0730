import Foundation

/// A `streav-sim load` that runs to its end.
struct LoadProcess {
    /// The last line of standard output.
    struct Verdict: Decodable {
        let event: String
        let exitCode: Int
        let verdict: String
        let findings: [String]
        let command: String
    }

    let status: Int32
    let standardOutput: String
    let standardError: String

    /// - Parameter signal: Sent as soon as standard error holds the text.
    static func run(
        _ arguments: [String], verb: String = "load", environment: [String: String] = [:],
        within limit: Duration = .seconds(120), descriptors: Int? = nil, signal: (after: String, number: Int32)? = nil
    ) async throws -> LoadProcess {
        let child = try SimulatorProcess.launch(
            verb: verb, arguments, environment: environment, descriptors: descriptors)
        if let signal {
            let isThere = try await eventually(within: .seconds(60)) {
                try await Task.sleep(for: .milliseconds(100))
                return child.standardError.contains(signal.after) || !child.isRunning
            }
            guard isThere else { throw HarnessError("It never said '\(signal.after)': \(child.standardError)") }
            child.send(signal: signal.number)
        }
        guard try await child.end(within: limit) != nil else {
            child.send(signal: SIGKILL)
            throw HarnessError("It did not end within \(limit). It said:\n\(child.standardError)")
        }
        return LoadProcess(
            status: child.status, standardOutput: String(decoding: child.standardOutput, as: UTF8.self),
            standardError: child.standardError)
    }

    func verdict() throws -> Verdict {
        guard let line = standardOutput.split(separator: "\n").last else { throw HarnessError("no output") }
        return try JSONDecoder().decode(Verdict.self, from: Data(line.utf8))
    }
}
