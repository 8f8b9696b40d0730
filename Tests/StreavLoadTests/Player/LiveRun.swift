import StreavDomain
import StreavMedia
import StreavPorts

@testable import StreavLoad

/// Plays a live origin over a network of one speed, by events in the order of time: no clock, no tasks.
struct LiveRun {
    private struct Answer {
        var at: MonotonicInstant
        var began: MonotonicInstant
        var action: PlaybackAction
    }

    var playback: LivePlayback
    var origin: LiveOrigin
    /// Bits per second; changes at the given seconds.
    var speed: Double
    var speeds: [(from: Double, speed: Double)] = []
    var roundTrip = Duration.milliseconds(40)
    /// Statuses that are given instead of an answer, by what was asked for, each once.
    var failures: [(resource: LoadedResource, failure: LoadFailure)] = []

    private(set) var actions: [(at: MonotonicInstant, action: PlaybackAction)] = []
    private(set) var steps = 0
    private var answers: [Answer] = []
    private var now: MonotonicInstant

    init(_ playback: LivePlayback, _ origin: LiveOrigin, speed: Double, from start: Double = 100) {
        self.playback = playback
        self.origin = origin
        self.speed = speed
        now = at(start)
    }

    var loads: [MonotonicInstant] {
        actions.compactMap { if case .loadPlaylist = $0.action { $0.at } else { nil } }
    }

    var fetched: [SegmentRequest] {
        actions.compactMap { if case .fetch(let request) = $0.action { request } else { nil } }
    }

    mutating func open() throws {
        playback.wallAnchor = WallAnchor(
            instant: .zero, wall: Timestamp(milliseconds: LiveOrigin.wallStart))
        try perform(playback.open(at: now))
    }

    /// Runs until `seconds`, or the end.
    mutating func run(until seconds: Double) throws {
        let limit = at(seconds)
        while playback.end == nil {
            let answer = answers.indices.min { answers[$0].at < answers[$1].at }
            let wake = playback.nextWake
            let next = [answer.map { answers[$0].at }, wake].compactMap(\.self).min() ?? limit
            guard next < limit else { break }
            steps += 1
            precondition(steps < 1_000_000, "a busy loop")
            now = max(now, next)
            if let answer, answers[answer].at <= now {
                let done = answers.remove(at: answer)
                try perform(deliver(done))
            } else {
                try perform(playback.tick(at: now))
            }
        }
        now = max(now, limit)
        try perform(playback.tick(at: now))
    }

    mutating func act(
        dropsAnswers: Bool = false, _ body: (inout LivePlayback, MonotonicInstant) -> [PlaybackAction]
    ) throws {
        if dropsAnswers { answers = [] }
        try perform(body(&playback, now))
    }

    private mutating func perform(_ new: [PlaybackAction]) throws {
        for action in new {
            actions.append((now, action))
            switch action {
            case .loadMultivariant, .loadPlaylist:
                answers.append(Answer(at: now + roundTrip, began: now, action: action))
            case .fetch(let request):
                let bits = Double(origin.rungs[request.rung]) * request.segment.duration.inSeconds
                let time = Duration.seconds(bits / currentSpeed)
                answers.append(Answer(at: now + roundTrip + time, began: now, action: action))
            case .abandon(let request):
                answers.removeAll { $0.action == .fetch(request) }
            case .skip, .jumpToLiveEdge, .end: break
            }
        }
    }

    private var currentSpeed: Double {
        speeds.last { at($0.from) <= now }?.speed ?? speed
    }

    private mutating func deliver(_ answer: Answer) throws -> [PlaybackAction] {
        let resource: LoadedResource =
            switch answer.action {
            case .loadMultivariant: .multivariant
            case .loadPlaylist: .playlist
            default: .segment
            }
        if let index = failures.firstIndex(where: { $0.resource == resource }) {
            return playback.failed(failures.remove(at: index).failure, of: resource, at: now)
        }
        switch answer.action {
        case .loadMultivariant:
            return playback.loaded(.multivariant(origin.multivariant), bytes: 300, began: answer.began, ended: now)
        case .loadPlaylist(let rung, _):
            let list = try origin.list(at: answer.began.offset.inSeconds)
            return playback.playlistLoaded(list, rung: rung, bytes: 500, began: answer.began, ended: now)
        case .fetch(let request):
            let bits = Double(origin.rungs[request.rung]) * request.segment.duration.inSeconds
            return playback.segmentCompleted(request, bytes: Int(bits / 8), began: answer.began, ended: now)
        default: return []
        }
    }
}
