import Foundation
import Testing

/// 200 viewers who seek at random for a minute, and what they leave behind.
@Suite("A crowd that seeks", .timeLimit(.minutes(4)))
struct SeekingCrowdTests {
    @Test("leaves no descriptor and no memory behind, and nobody is refused")
    func leavesNothing() async throws {
        try await SimulatorProcess.with { simulator in
            let movie = try #require(simulator.ready.movies.first)
            let address = movie.mp4
            let head = try await RawHTTPClient().send("HEAD", address)
            let size = try #require(head["Content-Length"].flatMap { Int($0) })
            let process = simulator.child.identifier
            // What is made once stays: channels that came on air, and what was read of the film.
            _ = try await SeekingCrowd(200, watching: address, size: size).run(for: .seconds(15))
            try await Task.sleep(for: .seconds(2))
            let (files, memory) = (try Self.files(of: process), try Self.memory(of: process))
            let report = try await SeekingCrowd(200, watching: address, size: size).run(for: .seconds(60))
            #expect(report.others == [:] && report.failures == 0)
            #expect(report.requests > 2_000 && report.aborted > 500, "\(report)")
            let isFreed = try await eventually(within: .seconds(5)) {
                try await Task.sleep(for: .milliseconds(200))
                return try Self.files(of: process) <= files
            }
            let left = try Self.files(of: process)
            #expect(isFreed, "\(left) descriptors, \(files) before")
            let growth = try Self.memory(of: process) - memory
            #expect(growth < 48 << 20, "\(growth) bytes more than before")
            let isOver = try await eventually(within: .seconds(20)) {
                try await Task.sleep(for: .milliseconds(500))
                let metrics = try await RawHTTPClient().get(simulator.ready.streaming + "/metrics").text
                return metrics.contains("streav_viewers{format=\"progressive\",state=\"active\"} 0\n")
            }
            #expect(isOver)
        }
    }

    private static func files(of process: Int32) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
    }

    /// Resident, in bytes.
    private static func memory(of process: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { throw HarnessError("the process has no VmRSS") }
        return kilobytes * 1024
    }
}
