import Foundation
import Testing

/// One simulator for all tests of a suite. When they are through, none of them may have been answered with an error.
struct SharedSimulator: SuiteTrait, TestScoping {
    @TaskLocal private static var current: SimulatorProcess?

    /// What players watch for long: pictures in H.264 and H.265, and a radio.
    private static let watched = [1, 4, 10, 12]

    /// Of the suite that runs.
    static var ready: ReadyLine {
        get throws { try process.ready }
    }

    static var process: SimulatorProcess {
        get throws {
            guard let current else { throw HarnessError("This suite has no shared simulator.") }
            return current
        }
    }

    static func stream(_ id: Int) throws -> ReadyLine.LiveStream {
        guard let stream = try ready.liveStreams.first(where: { $0.id == id }) else {
            throw HarnessError("There is no stream \(id).")
        }
        return stream
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await SimulatorProcess.with(["--fixtures", Self.fixtures]) { simulator in
            for id in Self.watched { try await Self.fill(id, of: simulator) }
            try await Self.$current.withValue(simulator) { try await function() }
            try await Self.checkAnswers(of: simulator)
        }
    }

    /// Waits until a stream lists as much as it does for hours: players that join a younger one have to wait for it.
    private static func fill(_ id: Int, of simulator: SimulatorProcess) async throws {
        guard let stream = simulator.ready.liveStreams.first(where: { $0.id == id }) else {
            throw HarnessError("There is no stream \(id).")
        }
        let client = RawHTTPClient(patience: .seconds(15))
        let multivariant = try await client.get(stream.hls)
        guard let uri = multivariant.text.split(separator: "\n").last else { throw HarnessError("no variant") }
        let list = try HTTPAddress(stream.hls).resolve(String(uri)).text
        let isFull = try await eventually(within: .seconds(30)) {
            try await Task.sleep(for: .milliseconds(200))
            let durations = try await client.get(list).text.split(separator: "\n").filter { $0.hasPrefix("#EXTINF:") }
            return durations.compactMap { Double($0.dropFirst(8).prefix { $0 != "," }) }.reduce(0, +) >= 16
        }
        if !isFull { throw HarnessError("Stream \(id) does not fill its playlist.") }
    }

    private static func checkAnswers(of simulator: SimulatorProcess) async throws {
        let metrics = try await RawHTTPClient().get(simulator.ready.streaming + "/metrics").text
        for kind in ["4xx", "5xx"] {
            let name = "streav_http_responses_total{class=\"\(kind)\"} "
            guard let line = metrics.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
                throw HarnessError("The metrics do not count \(kind).")
            }
            guard line.dropFirst(name.count) == "0" else { throw HarnessError("Players got errors: \(line)") }
        }
    }

    private static let fixtures = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("fixtures").path
}

extension Trait where Self == SharedSimulator {
    static var sharedSimulator: SharedSimulator { SharedSimulator() }
}
