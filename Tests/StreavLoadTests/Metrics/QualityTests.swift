import FoundationEssentials
import StreavDomain
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Quality of experience")
struct QualityTests {
    /// A session of so much media, with stalls of the given lengths after it.
    static func session(rendered: Double, stalls: [Double] = [], bitrate: Double = 1_000_000) -> SessionQuality {
        var quality = SessionQuality(intent: at(0))
        quality.apply(.started(at: at(1)))
        quality.apply(.rendered(.seconds(rendered), bitrate: bitrate, nominal: 1_000_000))
        var now = 1 + rendered
        for stall in stalls {
            quality.apply(.stallBegan(at: at(now)))
            now += stall
            quality.apply(.stallEnded(at: at(now)))
        }
        quality.end(.closed, at: at(now))
        return quality
    }

    @Test("Start-up time runs from the intent to the first frame")
    func startup() {
        var quality = SessionQuality(intent: at(2))
        quality.apply(.started(at: at(3.25)))
        #expect(quality.startup == .milliseconds(1250))
    }

    @Test("Stalls are counted exactly, and those over 1.25 s once more by themselves")
    func stalls() {
        let quality = Self.session(rendered: 97, stalls: [0.5, 1.25, 1.25 + 0.001])
        #expect(quality.stallCount == 3)
        #expect(quality.stalled == .milliseconds(3001))
        #expect(quality.noticeableStallCount == 1)
        #expect(quality.noticeablyStalled == .milliseconds(1251))
    }

    @Test("A stall of no length is none")
    func emptyStall() {
        #expect(Self.session(rendered: 10, stalls: [0]).stallCount == 0)
    }

    @Test("The rebuffer ratio is pooled, and not the mean of the sessions' ratios")
    func pooled() throws {
        var summary = QualitySummary()
        summary.add(Self.session(rendered: 1, stalls: [1]))
        summary.add(Self.session(rendered: 998))
        let pooled = try #require(summary.rebufferRatio)
        #expect((pooled - 0.001).magnitude < 1e-12)
        #expect(summary.rebufferRatios.count == 2)
        #expect(summary.rebufferRatios.maximum == 0.5)
        #expect(summary.rebufferRatios.percentile(99) == 0.5)
    }

    @Test("Start failures are told apart from refusals and from viewers who left")
    func startFailures() {
        var summary = QualitySummary()
        for outcome in [SessionOutcome.failed, .denied, .denied, .closed] {
            var quality = SessionQuality(intent: at(0))
            quality.end(outcome, at: at(1))
            summary.add(quality)
        }
        summary.add(Self.session(rendered: 1))
        #expect(summary.attempts == 5)
        #expect(summary.startFailureRate == 0.2)
        #expect(summary.startDenialRate == 0.4)
        #expect(summary.exitBeforeStartRate == 0.2)
        #expect(summary.startDenialRate == 0.4)
        #expect(summary.playbackFailureRate == 0)
        #expect(summary.startups.count == 1)
    }

    @Test("An error after the first frame is a failure of playback, of all plays")
    func playbackFailures() {
        var summary = QualitySummary()
        for outcome in [SessionOutcome.failed, .denied, .finished, .closed] {
            var quality = SessionQuality(intent: at(0))
            quality.apply(.started(at: at(1)))
            quality.end(outcome, at: at(2))
            quality.end(.failed, at: at(3))
            summary.add(quality)
        }
        #expect(summary.plays == 4)
        #expect(summary.playbackFailureRate == 0.25)
        #expect(summary.playbackDenialRate == 0.25)
        #expect(summary.startFailureRate == 0)
    }

    @Test("Zap time runs from the change of channel to the first frame; a stall under way ends and counts to there")
    func zapping() {
        var quality = SessionQuality(intent: at(0))
        quality.apply(.started(at: at(1)))
        quality.apply(.stallBegan(at: at(5)))
        quality.zap(at: at(7))
        quality.apply(.stallEnded(at: at(7)))
        quality.apply(.started(at: at(8.5)))
        #expect(quality.zapTimes.maximum == 1500)
        #expect(quality.startup == .seconds(1))
        #expect(quality.stalled == .seconds(2))
        #expect(quality.zaps == 1)
    }

    @Test("Whoever zaps before the first frame made another attempt")
    func zappingEarly() {
        var quality = SessionQuality(intent: at(0))
        quality.zap(at: at(4))
        quality.apply(.started(at: at(5)))
        quality.end(.closed, at: at(9))
        #expect(quality.attempts == 2)
        #expect(quality.exitsBeforeStart == 1)
        #expect(quality.startup == .seconds(1))
    }

    @Test("Bitrate is weighted by what was shown, and switches have a direction and a size")
    func bitrate() throws {
        var quality = SessionQuality(intent: at(0))
        quality.apply(.started(at: at(0)))
        quality.apply(.rendered(.seconds(30), bitrate: 1_000_000, nominal: 1_000_000))
        quality.apply(.rendered(.seconds(20), bitrate: 4_000_000, nominal: 4_000_000))
        quality.apply(.rendered(.seconds(10), bitrate: 2_000_000, nominal: 2_000_000))
        #expect(quality.averageBitrate == 130_000_000.0 / 60)
        #expect(quality.switchesUp == 1)
        #expect(quality.switchesDown == 1)
        #expect((quality.switchDistance - ElementaryFunction.natural(8)).magnitude < 1e-12)
        var summary = QualitySummary()
        summary.add(quality)
        #expect(summary.switchRate == 2)
    }

    @Test("Viewers who all get the same are served fairly, and one who gets all is not")
    func fairness() throws {
        var even = QualitySummary()
        for _ in 0..<4 { even.add(Self.session(rendered: 10, bitrate: 3_000_000)) }
        #expect(try #require(even.fairness) == 1)
        var uneven = QualitySummary()
        uneven.add(Self.session(rendered: 10, bitrate: 3_000_000))
        for _ in 0..<3 { uneven.add(Self.session(rendered: 10, bitrate: 0)) }
        #expect(try #require(uneven.fairness) == 0.25)
    }

    @Test("Merged summaries are that of all sessions")
    func merging() {
        let sessions = (1...20).map { (number: Int) -> SessionQuality in
            let stall = Double(number % 3) / 2
            return Self.session(rendered: Double(number * 8), stalls: [stall], bitrate: Double(number << 20))
        }
        var left = QualitySummary()
        var right = QualitySummary()
        var whole = QualitySummary()
        for (index, session) in sessions.enumerated() {
            if index % 3 == 0 { left.add(session) } else { right.add(session) }
            whole.add(session)
        }
        left.merge(right)
        #expect(left.sessions == whole.sessions)
        #expect(left.stalled == whole.stalled)
        #expect(left.rebufferRatio == whole.rebufferRatio)
        #expect(left.rebufferRatios.filled.map(\.count) == whole.rebufferRatios.filled.map(\.count))
        #expect(left.bitrates.percentile(95) == whole.bitrates.percentile(95))
        #expect(left.startups == whole.startups)
    }

    @Test("A summary travels as JSON from worker to worker")
    func coding() throws {
        var summary = QualitySummary()
        summary.add(Self.session(rendered: 61.5, stalls: [0.25, 2], bitrate: 1_234_567))
        let data = try JSONEncoder().encode(summary)
        #expect(try JSONDecoder().decode(QualitySummary.self, from: data) == summary)
        let spoiled = Data(String(decoding: data, as: UTF8.self).replacing("log64", with: "log65").utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(QualitySummary.self, from: spoiled) }
    }

    @Test("Concurrency is weighted by time")
    func concurrency() throws {
        var sessions = Concurrency(at: at(0))
        sessions.begin(at: at(10))
        for _ in 0..<3 { sessions.begin(at: at(20)) }
        for _ in 0..<4 { sessions.end(at: at(30)) }
        let levels = sessions.distribution(until: at(40))
        #expect(levels.count == 40_000)
        #expect(levels.mean == 1.25)
        #expect(levels.maximum == 4)
        #expect(sessions.peak == 4)
        #expect(sessions.current == 0)
    }

    @Test("Nothing divides by nothing")
    func empty() {
        let summary = QualitySummary()
        let quotients = [
            summary.startFailureRate, summary.startDenialRate, summary.exitBeforeStartRate,
            summary.playbackFailureRate, summary.playbackDenialRate, summary.rebufferRatio,
            summary.noticeableRebufferRatio, summary.rebufferRate, summary.averageBitrate, summary.switchRate,
            summary.fairness, summary.playlistShare,
        ]
        #expect(quotients.allSatisfy { $0 == nil })
    }
}
