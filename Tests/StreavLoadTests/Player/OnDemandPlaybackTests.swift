import StreavDomain
import StreavMedia
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("On-demand playback")
struct OnDemandPlaybackTests {
    /// Ten minutes of segments of six seconds, in two rungs.
    private static func list() throws -> MediaPlaylist {
        var text = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-TARGETDURATION:6\n"
        for number in 0..<100 { text += "#EXTINF:6.0,\n\(number).ts\n" }
        guard case .media(let list) = try PlaylistParser().parse(text + "#EXT-X-ENDLIST\n") else { fatalError("media") }
        return list
    }

    private struct Run {
        var playback: OnDemandPlayback
        var now = at(0)
        /// Bits per second.
        var speed = 20_000_000.0
        var requests: [SegmentRequest] = []
        var listLoads: [Int] = []
        private var answers: [(at: MonotonicInstant, began: MonotonicInstant, action: PlaybackAction)] = []
        let rungs = [1_000_000, 4_000_000]

        init(rule: any BitrateRule = FixedRule(), from start: Duration = .zero) {
            playback = OnDemandPlayback(profile: PlayerProfile(), rule: rule, intent: at(0), from: start)
        }

        mutating func perform(_ actions: [PlaybackAction]) {
            for action in actions {
                switch action {
                case .fetch(let request):
                    requests.append(request)
                    let bits = Double(rungs[request.rung]) * request.segment.duration.inSeconds
                    answers.append((now + .seconds(bits / speed), now, action))
                case .loadMultivariant: answers.append((now + .milliseconds(50), now, action))
                case .loadPlaylist(let rung, _):
                    listLoads.append(rung)
                    answers.append((now + .milliseconds(50), now, action))
                case .abandon(let request): answers.removeAll { $0.action == .fetch(request) }
                case .skip, .jumpToLiveEdge, .end: break
                }
            }
        }

        mutating func run(until seconds: Double) throws {
            for _ in 0..<100_000 where playback.end == nil {
                let next = answers.indices.min { answers[$0].at < answers[$1].at }
                let times = [next.map { answers[$0].at }, playback.nextWake].compactMap(\.self)
                guard let time = times.min(), time < at(seconds) else { break }
                now = max(now, time)
                guard let next, answers[next].at <= now else {
                    perform(playback.tick(at: now))
                    continue
                }
                let answer = answers.remove(at: next)
                perform(try deliver(answer.action, began: answer.began))
            }
            guard playback.end == nil else { return }
            now = at(seconds)
            perform(playback.tick(at: now))
        }

        private mutating func deliver(_ action: PlaybackAction, began: MonotonicInstant) throws -> [PlaybackAction] {
            switch action {
            case .loadMultivariant:
                let variants = rungs.enumerated().map { MultivariantPlaylist.Variant(uri: "\($0)", bandwidth: $1) }
                return playback.loaded(
                    .multivariant(MultivariantPlaylist(variants: variants)), bytes: 100, began: began, ended: now)
            case .loadPlaylist(let rung, _):
                return playback.playlistLoaded(
                    try OnDemandPlaybackTests.list(), rung: rung, bytes: 100, at: now)
            case .fetch(let request):
                let bits = Double(rungs[request.rung]) * request.segment.duration.inSeconds
                return playback.segmentCompleted(request, bytes: Int(bits / 8), began: began, ended: now)
            default: return []
            }
        }
    }

    @Test("A film is played to its end without a stall, each segment fetched once and the list once")
    func plays() throws {
        var run = Run()
        run.perform(run.playback.open(at: run.now))
        try run.run(until: 700)
        #expect(run.playback.end == .finished)
        #expect(run.playback.quality.rendered == .seconds(600))
        #expect(run.playback.quality.stallCount == 0)
        #expect(run.requests.map(\.mediaSequence) == Array(0..<100))
        #expect(run.listLoads == [0])
    }

    @Test("The buffer fills to its goal and no further")
    func goal() throws {
        var run = Run()
        run.perform(run.playback.open(at: run.now))
        for second in 1...100 {
            try run.run(until: Double(second))
            #expect(run.playback.buffer.buffered <= .seconds(36))
        }
        #expect(run.playback.buffer.buffered >= .seconds(29))
    }

    @Test("A seek begins at the segment that holds the place, shows nothing before it, and takes its time")
    func seeking() throws {
        var run = Run()
        run.perform(run.playback.open(at: run.now))
        try run.run(until: 20)
        let before = run.requests.count
        run.perform(run.playback.seek(to: .seconds(303), at: run.now))
        try run.run(until: 30)
        #expect(run.requests[before].mediaSequence == 50)
        #expect(run.playback.quality.seekTimes.count == 1)
        #expect(run.playback.quality.stallCount == 0)
        // Ten seconds later, less what the seek took.
        let position = run.playback.position
        #expect(position > .seconds(312) && position <= .seconds(313))
        run.perform(run.playback.seek(to: .seconds(5000), at: run.now))
        try run.run(until: 31)
        #expect(run.playback.end == .finished)
    }

    @Test("What is under way when the viewer seeks is abandoned, and wasted")
    func seekWhileFetching() throws {
        var run = Run()
        run.speed = 1_000_000
        run.perform(run.playback.open(at: run.now))
        try run.run(until: 3)
        let actions = run.playback.seek(to: .seconds(60), at: run.now, abandoned: 1234)
        #expect(actions.contains { if case .abandon = $0 { true } else { false } })
        #expect(actions.contains { if case .fetch(let request) = $0 { request.mediaSequence == 10 } else { false } })
        #expect(run.playback.quality.wastedBytes == 1234)
    }

    @Test("It can begin in the middle, and pause without losing its place")
    func middle() throws {
        var run = Run(from: .seconds(120))
        run.perform(run.playback.open(at: run.now))
        try run.run(until: 10)
        run.perform(run.playback.pause(at: run.now))
        let position = run.playback.position
        try run.run(until: 100)
        #expect(run.playback.position == position)
        run.perform(run.playback.resume(at: run.now))
        try run.run(until: 110)
        #expect(run.playback.position == position + .seconds(10))
        #expect(run.requests.first?.mediaSequence == 20)
        #expect(run.playback.quality.stallCount == 0)
    }

    @Test("It climbs on a quick network, loading each rung's list once")
    func climbing() throws {
        var run = Run(rule: DynamicRule())
        run.perform(run.playback.open(at: run.now))
        try run.run(until: 700)
        #expect(run.requests.last?.rung == 1)
        #expect(run.listLoads == [0, 1])
        #expect(run.playback.quality.switchesUp == 1)
        #expect(run.playback.quality.rendered == .seconds(600))
    }

    @Test("A list without an end is of no use, and is given up in the end")
    func endless() throws {
        var playback = OnDemandPlayback(profile: PlayerProfile(), rule: FixedRule(), intent: at(0))
        _ = playback.open(at: at(0))
        let live = try LiveOrigin().list(at: 100)
        _ = playback.loaded(.media(live), bytes: 1, began: at(0), ended: at(0))
        for _ in 0..<10 {
            guard let wake = playback.nextWake else { break }
            _ = playback.tick(at: wake)
            _ = playback.playlistLoaded(live, rung: 0, bytes: 1, at: wake)
        }
        #expect(playback.quality.outcome == .failed)
    }
}
