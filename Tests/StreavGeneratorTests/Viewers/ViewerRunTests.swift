import Logging
import StreavLoad
import StreavLocal
import StreavPorts
import StreavScenario
import Testing

@testable import StreavGenerator

/// Whole runs of a few seconds against a server that computes channels, and lies where it is told to.
@Suite("Viewers over sockets")
struct ViewerRunTests {
    private func run(
        _ cohorts: [Cohort], seconds: Int, fault: FakeOrigin.Fault? = nil
    ) async throws -> (outcome: LoadOutcome, targets: [String]) {
        let origin = try await FakeOrigin.start(fault)
        let target = LoadTarget(
            host: "127.0.0.1", port: origin.port,
            channels: [LoadTarget.Channel(stream: 7, synthetic: 7, run: 9)],
            subscribers: (0..<8).map { LoadTarget.Subscriber(username: "u\($0)", accessToken: "t") },
            spreadsAddresses: false)
        let run = LoadRun(
            scenario: Scenario(name: "x", duration: .seconds(seconds), cohorts: cohorts), target: target, seed: 1,
            entropy: SeededEntropy(seed: 1), threads: 2, clock: .system, logger: Logger(label: "test"))
        let outcome = try await run.run { _ in }
        try await origin.stop()
        return (outcome, origin.targets)
    }

    private let tv = Cohort(name: "tv", kind: .hls, load: .population(2))
    private let box = Cohort(name: "box", kind: .mpegts, load: .population(2))

    private func value(
        _ outcome: LoadOutcome, _ metric: Metric, _ statistic: String, _ cohort: String
    ) throws -> Double? {
        outcome.reading.value(
            of: metric, tags: [.cohort: cohort], statistic: try #require(Statistic(statistic)))
    }

    @Test("INV-CONTENT, INV-SEQ: a channel as it should be violates nothing, and its age is read from its pictures")
    func well() async throws {
        let (outcome, targets) = try await run([tv, box], seconds: 12)
        #expect(outcome.violations.isEmpty, "\(outcome.violations)")
        // Segments are listed when they are whole, and a player begins three targets from the end.
        let latency = try #require(try value(outcome, .latency, "p50", "tv"))
        #expect((5_000...14_000).contains(latency), "\(latency)")
        let endless = try #require(try value(outcome, .latency, "p50", "box"))
        #expect((100...6_000).contains(endless), "\(endless)")
        #expect(try value(outcome, .concurrentSessions, "max", "tv") == 2)
        #expect(try #require(try value(outcome, .startup, "count", "box")) > 0)
        let played = targets.filter { !$0.hasSuffix("7.ts") }
        #expect(!played.isEmpty && played.filter { $0.contains("/media/") }.contains { $0.contains("bl%3D") })
        #expect(played.allSatisfy { $0.contains("?CMCD=") || !$0.contains("m3u8") })
    }

    @Test("INV-CONTENT: another channel's pictures are told with their viewer, with what was wanted and what came")
    func foreign() async throws {
        let (outcome, _) = try await run([tv, box], seconds: 9, fault: .foreign)
        for cohort in ["tv", "box"] {
            let found = outcome.violations.filter { $0.invariant == "INV-CONTENT" && $0.cohort == cohort }
            #expect(!found.isEmpty, "\(cohort): \(outcome.violations)")
            #expect(found.allSatisfy { $0.detail.contains("wanted channel 7 of run 9, got channel 8 of run 9") })
        }
        #expect(outcome.verdict.code == .invariantViolated)
    }

    @Test("INV-SEQ: bytes of a number that are others for another viewer are found")
    func rewriting() async throws {
        let (outcome, _) = try await run([tv], seconds: 9, fault: .rewriting)
        #expect(outcome.violations.contains { $0.invariant == "INV-SEQ" && $0.detail.contains("not those of before") })
    }

    @Test("INV-HOSTILE: media for an attacker is a violation, and so are answers that are none")
    func generous() async throws {
        let attacker = Cohort(name: "mob", kind: .hls, load: .population(2), persona: .attacker)
        let (outcome, _) = try await run([attacker], seconds: 8, fault: .generous)
        #expect(outcome.violations.contains { $0.invariant == "INV-HOSTILE" && $0.detail.contains("answer is 200") })
    }

    @Test("a quarter that loses its power is gone at once and back at once, on the same seats")
    func reboot() async throws {
        let quarter = Cohort(name: "quarter", kind: .hls, load: .population(3), persona: .reboot)
        let (outcome, _) = try await run([quarter], seconds: 16)
        #expect(outcome.sightings["viewer.rebooted"] == 3)
        #expect(outcome.measure.cohorts[0].arrivals == 6)
        #expect(try #require(try value(outcome, .startup, "count", "quarter")) > 3)
        #expect(outcome.violations.isEmpty, "\(outcome.violations)")
    }
}
