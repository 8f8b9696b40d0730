import Foundation
import Testing

/// What the generator measures, against what can be computed.
@Suite("The generator is right", .timeLimit(.minutes(2)))
struct GeneratorAccuracyTests {
    private struct Report: Decodable {
        struct Cohort: Decodable {
            let metrics: [String: [String: Double]]
        }

        let cohorts: [Cohort]
    }

    @Test("Start-up, stall, rebuffer ratio and slack are those that the delays of segments make, within 50 ms")
    func delays() async throws {
        // Six segments of 2 s. The first comes after 700 ms: start-up. The second is asked for then and takes 3 s: it
        // is there 1 s after the first was shown. The others come at once.
        let origin = try ScriptedOrigin { target, _ in
            if target.hasSuffix(".m3u8") { return .playlist(sequence: 1, segments: 6, target: 2, isEnded: true) }
            if target.hasSuffix("/seg-1.ts") { return .segment(bytes: 50_000, delay: 700) }
            return .segment(bytes: 50_000, delay: target.hasSuffix("/seg-2.ts") ? 3_000 : 0)
        }
        defer { origin.stop() }
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let scenario = folder.appendingPathComponent("late.yaml")
        let text = """
            name: late
            seed: 1
            duration: 15s
            cohorts: [{ name: film, kind: hls, population: 1 }]
            """
        try Data(text.utf8).write(to: scenario)
        let run = try await LoadProcess.run([
            scenario.path, "--report", folder.path, "--target", "http://127.0.0.1:\(origin.port)", "--subscriber",
            "a:b",
            "--channel", "1",
        ])
        #expect(run.status == 0, "\(run.standardError)")
        let report = try JSONDecoder().decode(
            Report.self, from: Data(contentsOf: folder.appendingPathComponent("report.json")))
        let metrics = try #require(report.cohorts.first).metrics
        // What the delays really were: a busy machine lets the origin sleep for longer.
        let list = try #require(origin.exchange(".m3u8"))
        let first = try #require(origin.exchange("/seg-1.ts"))
        let second = try #require(origin.exchange("/seg-2.ts"))
        let due = (first.answered - list.asked).milliseconds
        #expect(due >= 700)
        let startup = try #require(metrics["qoe.startup_ms"]?["min"])
        #expect((due - 5...due + 50).contains(startup), "of \(due)")
        // Two seconds are played from when the first was there.
        let late = (second.answered - first.answered).milliseconds - 2_000
        // The player has the end of a segment a little before the origin notes it.
        #expect(late >= 990)
        let slack = try #require(metrics["qoe.slack_ms"]?["min"])
        #expect((-late - 50 ... -late + 50).contains(slack), "of \(-late)")
        #expect(metrics["qoe.rebuffer_count"]?["pooled"] == 1)
        // 1 s of 13 s; the stall and what was played may each be 50 ms off.
        let ratio = try #require(metrics["qoe.rebuffer_ratio"]?["pooled"])
        #expect(abs(ratio - late / (12_000 + late)) < 2 * 0.05 / 13)
    }
}
