import StreavDomain
import StreavMedia
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Live playback")
struct LivePlaybackTests {
    private func run(
        _ origin: LiveOrigin = LiveOrigin(), profile: PlayerProfile = PlayerProfile(),
        rule: any BitrateRule = FixedRule(), speed: Double = 20_000_000, from start: Double = 100
    ) throws -> LiveRun {
        var run = LiveRun(
            LivePlayback(profile: profile, rule: rule, intent: at(start)), origin, speed: speed, from: start)
        try run.open()
        return run
    }

    @Test("On a good network it plays without a stall, as far behind as it began", arguments: ReloadTiming.allCases)
    func plays(timing: ReloadTiming) throws {
        var run = try run(profile: .named(timing))
        try run.run(until: 700)
        let quality = run.playback.quality
        #expect(run.playback.end == nil)
        #expect(quality.stallCount == 0)
        #expect(try #require(quality.startup) < .seconds(1))
        #expect(quality.rendered > .seconds(598))
        #expect(quality.windowMisses == 0)
        let numbers = run.fetched.map(\.mediaSequence)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 })
    }

    @Test("It begins three target durations from the end, and shows frames of that age")
    func startsAtHoldBack() throws {
        var run = try run()
        try run.run(until: 200)
        // At 100 s segment 24 is the newest; 22 begins three targets from its end.
        #expect(run.fetched.first?.mediaSequence == 22)
        let latency = try #require(run.playback.quality.latency.percentile(50))
        #expect((12_000...13_500).contains(latency))
        #expect(try #require(run.playback.quality.slack.minimum) > 1000)
    }

    @Test("A greedy one takes the whole window at once")
    func greedy() throws {
        var run = try run(profile: .named(.greedy))
        try run.run(until: 104)
        #expect(run.fetched.prefix(6).map(\.mediaSequence) == [19, 20, 21, 22, 23, 24])
    }

    @Test("Reloads come a target duration after a change and half of it after none, from the beginning of the load")
    func reloads() throws {
        var run = try run()
        try run.run(until: 160)
        let gaps = zip(run.loads.dropFirst(), run.loads).map { $0 - $1 }
        #expect(!gaps.isEmpty)
        #expect(gaps.allSatisfy { $0 == .seconds(4) || $0 == .seconds(2) })
    }

    @Test("A source that pauses makes one stall, and play goes on where it stopped")
    func outage() throws {
        var origin = LiveOrigin()
        origin.outage = 200..<230
        var run = try run(origin)
        try run.run(until: 400)
        let quality = run.playback.quality
        #expect(quality.stallCount == 1)
        #expect(quality.stalled > .seconds(10))
        #expect(try #require(quality.slack.minimum) == -quality.stalled.inSeconds * 1000)
    }

    @Test("A player that was held up longer than the window jumps to the edge, and what it missed is counted")
    func windowMiss() throws {
        var run = try run()
        try run.run(until: 150)
        try run.act { $0.pause(at: $1) }
        try run.run(until: 300)
        let before = run.playback.buffer.buffered
        try run.act { $0.resume(at: $1) }
        #expect(before > .zero)
        try run.run(until: 400)
        let jumps = run.actions.compactMap { entry -> (Int64, Int64, Duration)? in
            if case .jumpToLiveEdge(let from, let to, let skipped) = entry.action { (from, to, skipped) } else { nil }
        }
        let jump = try #require(jumps.first)
        #expect(run.playback.quality.windowMisses == UInt64(jumps.count))
        #expect(jump.2 == .seconds(4) * Int(jump.1 - jump.0))
        #expect(run.playback.quality.skipped == jumps.reduce(.zero) { $0 + $1.2 })
    }

    @Test("Gaps are passed over, and count as skipped media")
    func gaps() throws {
        var origin = LiveOrigin()
        origin.gaps = [27, 28]
        var run = try run(origin)
        try run.run(until: 200)
        #expect(!run.fetched.contains { [27, 28].contains($0.mediaSequence) })
        #expect(run.playback.quality.skipped == .seconds(8))
    }

    @Test("A list that ends is played to its end, and is not loaded again")
    func ending() throws {
        var origin = LiveOrigin()
        origin.last = 30
        var run = try run(origin)
        try run.run(until: 400)
        #expect(run.playback.end == .finished)
        #expect(run.playback.quality.outcome == .finished)
        #expect(run.fetched.last?.mediaSequence == 30)
        #expect(run.playback.quality.stallCount == 0)
        #expect(run.playback.nextWake == nil)
    }

    @Test("A refusal ends it as denied, before and after the first frame", arguments: [401, 403, 410])
    func denial(status: Int) throws {
        var early = try run()
        early.failures = [(.playlist, .status(status))]
        try early.run(until: 200)
        #expect(early.playback.end == .denied(status: status, .playlist))
        #expect(early.playback.quality.startup == nil)
        #expect(early.playback.quality.outcome == .denied)

        var late = try run()
        try late.run(until: 150)
        late.failures = [(.segment, .status(status))]
        try late.run(until: 200)
        #expect(late.playback.end == .denied(status: status, .segment))
        #expect(late.playback.quality.startup != nil)
    }

    @Test("Failures that pass are retried, without a stall")
    func retries() throws {
        var run = try run()
        run.failures = [
            (.multivariant, .status(500)), (.playlist, .connection), (.playlist, .status(404)),
            (.segment, .timeout), (.segment, .status(503, retryAfter: .seconds(1))),
        ]
        try run.run(until: 200)
        #expect(run.failures.isEmpty)
        #expect(run.playback.end == nil)
        #expect(run.playback.quality.stallCount == 0)
        #expect(run.fetched.contains { $0.attempt == 3 })
    }

    @Test("A segment that is not to be found is skipped")
    func missing() throws {
        var run = try run()
        try run.run(until: 150)
        run.failures = [(.segment, .status(404)), (.segment, .status(404))]
        try run.run(until: 200)
        #expect(run.actions.contains { if case .skip = $0.action { true } else { false } })
        #expect(run.playback.quality.skipped == .seconds(4))
        #expect(run.playback.end == nil)
    }

    @Test("A presentation that stays broken is given up, as a technical failure")
    func broken() throws {
        var run = try run()
        run.failures = Array(repeating: (.multivariant, .status(502)), count: 6)
        try run.run(until: 300)
        #expect(run.playback.end == .failed(.multivariant, .status(502)))
        #expect(run.playback.quality.outcome == .failed)
    }

    @Test("A multivariant playlist that names nothing fails in the end, and is not asked for forever")
    func empty() {
        var playback = LivePlayback(profile: PlayerProfile(), rule: FixedRule(), intent: at(0))
        _ = playback.open(at: at(0))
        for round in 1...6 {
            let now = playback.nextWake ?? at(0)
            _ = playback.tick(at: now)
            _ = playback.loaded(.multivariant(MultivariantPlaylist(variants: [])), bytes: 9, began: now, ended: now)
            #expect((playback.end != nil) == (round == 6))
        }
    }

    @Test("An address that gives a media playlist at once is a presentation of one rung")
    func direct() throws {
        let list = try LiveOrigin().list(at: 100)
        var playback = LivePlayback(profile: PlayerProfile(), rule: DynamicRule(), intent: at(100))
        _ = playback.open(at: at(100))
        let actions = playback.loaded(.media(list), bytes: 300, began: at(100), ended: at(100.1))
        guard case .fetch(let request)? = actions.first else {
            Issue.record("a segment is fetched, not \(actions)")
            return
        }
        #expect(request.mediaSequence == 22)
        #expect(playback.ladder == .single)
    }

    @Test("A change of channel begins anew, and its zap time is taken")
    func zapping() throws {
        var run = try run()
        try run.run(until: 150)
        try run.act(dropsAnswers: true) { $0.zap(at: $1) }
        try run.run(until: 200)
        #expect(run.playback.quality.zapTimes.count == 1)
        #expect(try #require(run.playback.quality.zapTimes.maximum) < 2000)
        #expect(run.playback.quality.stallCount == 0)
        #expect(run.playback.quality.attempts == 1)
    }

    @Test("A half-dead one polls playlists for ever and fetches nothing, and its record has ended")
    func halfDead() throws {
        var run = try run()
        try run.run(until: 150)
        try run.act { $0.becomeHalfDead(at: $1) }
        let fetched = run.fetched.count
        let loads = run.loads.count
        let rendered = run.playback.quality.rendered
        try run.run(until: 400)
        #expect(run.fetched.count == fetched)
        #expect(run.loads.count >= loads + 60)
        #expect(run.playback.quality.rendered == rendered)
        #expect(run.playback.quality.outcome == .closed)
        #expect(run.playback.end == nil)
        #expect(run.playback.quality.stallCount == 0)
    }

    @Test(
        "It climbs to the rung that the network carries, by one list at a time",
        arguments: [BitrateRuleName.throughput, .dynamic])
    func climbing(name: BitrateRuleName) throws {
        var origin = LiveOrigin()
        origin.rungs = [500_000, 1_500_000, 3_000_000, 6_000_000]
        var run = try run(origin, rule: name.rule, speed: 5_000_000)
        try run.run(until: 300)
        #expect(run.fetched.first?.rung == 0)
        #expect(run.fetched.suffix(20).allSatisfy { $0.rung == 2 })
        #expect(run.playback.quality.stallCount == 0)
    }

    @Test("When the network becomes slow it goes down, and comes back later")
    func adapting() throws {
        var origin = LiveOrigin()
        origin.rungs = [500_000, 1_500_000, 3_000_000]
        var run = try run(origin, rule: ThroughputRule(), speed: 8_000_000)
        run.speeds = [(200, 1_000_000), (300, 8_000_000)]
        try run.run(until: 500)
        let low = run.fetched.filter { (230.0...290).contains($0.intended.offset.inSeconds) }
        #expect(low.allSatisfy { $0.rung == 0 })
        #expect(run.fetched.last?.rung == 2)
        #expect(run.playback.quality.switchesDown >= 1)
        #expect(run.playback.quality.switchesUp >= 2)
    }

    @Test("A download that would come too late is abandoned for a lower rung")
    func abandoning() throws {
        var origin = LiveOrigin()
        origin.rungs = [500_000, 6_000_000]
        var playback = LivePlayback(profile: PlayerProfile(), rule: ThroughputRule(), intent: at(100))
        for _ in 0..<4 {
            playback.rule.completed(SegmentDownload(rung: 0, bytesReceived: 5_000_000, elapsed: .seconds(1)))
        }
        _ = playback.open(at: at(100))
        _ = playback.loaded(.multivariant(origin.multivariant), bytes: 1, began: at(100), ended: at(100))
        let actions = playback.playlistLoaded(
            try origin.list(at: 100), rung: 1, bytes: 1, began: at(100), ended: at(100))
        guard case .fetch(let request)? = actions.first else {
            Issue.record("a segment is fetched, not \(actions)")
            return
        }
        #expect(request.rung == 1)
        let early = playback.segmentProgressed(
            request, bytes: 10_000, bytesTotal: 3_000_000, began: at(100), at: at(100.2))
        #expect(early.isEmpty)
        let late = playback.segmentProgressed(
            request, bytes: 100_000, bytesTotal: 3_000_000, began: at(100), at: at(101))
        #expect(late.first == .abandon(request))
        #expect(late.contains { if case .loadPlaylist(rung: 0, _) = $0 { true } else { false } })
        #expect(playback.quality.wastedBytes == 100_000)
    }
}
