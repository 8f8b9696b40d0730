import StreavDomain
import StreavMedia
import StreavPorts

/// What players of live and of on-demand presentations do alike: they choose a rung for each segment, fetch ahead as
/// far as their profile says, try again, and end.
protocol PacedPlayback {
    var profile: PlayerProfile { get }
    var end: PlaybackEnd? { get set }
    var ladder: RungLadder? { get set }
    var rule: any BitrateRule { get set }
    var screen: WatchedBuffer { get set }
    var multivariant: ScheduledLoad { get set }
    var playlist: ScheduledLoad { get set }
    var segment: ScheduledLoad { get set }
    var wantedRung: Int { get set }
    var isRungDecided: Bool { get set }
    var currentRung: Int? { get set }
    var fetching: SegmentRequest? { get set }

    /// Whether the list of a rung must be loaded before its segments can be.
    func needsList(of rung: Int) -> Bool
    /// Shows what is due, unless nobody watches any more.
    mutating func advanceScreen(to now: MonotonicInstant)
    /// Everything that is due.
    mutating func proceed(at now: MonotonicInstant) -> [PlaybackAction]
    /// Passes over a segment that is not to be had; nil: nothing is known of it.
    mutating func passOver(_ request: SegmentRequest) -> PlaybackAction?
}

extension PacedPlayback {
    var buffer: PlayoutBuffer { screen.buffer }

    mutating func finish(_ end: PlaybackEnd, at now: MonotonicInstant) -> [PlaybackAction] {
        guard self.end == nil else { return [] }
        advanceScreen(to: now)
        screen.quality.end(end.outcome, at: now)
        self.end = end
        return [.end(end)]
    }

    /// The presentation has these rungs.
    mutating func take(_ ladder: RungLadder) {
        self.ladder = ladder
        for rung in ladder.rungs {
            if let format = rung.format { screen.quality.know(format, ofNominal: rung.bandwidth) }
        }
    }

    mutating func want(rung: Int, at now: MonotonicInstant) {
        wantedRung = rung
        isRungDecided = true
        if needsList(of: rung) { playlist.schedule(at: now) }
    }

    func chooseRung(segmentDuration: Duration) -> Int {
        guard let ladder else { return 0 }
        let context = BitrateContext(
            bandwidths: ladder.bandwidths, current: currentRung, buffered: buffer.buffered,
            segmentDuration: segmentDuration)
        return min(max(rule.rung(context), 0), ladder.rungs.count - 1)
    }

    /// How much of the buffer must be shown before this segment is fetched; nil: none.
    func surplus(with upcoming: MediaPlaylist.Segment) -> Duration? {
        // While nothing is shown the buffer only fills, whatever its bounds: else it might never start.
        guard buffer.phase == .playing || buffer.phase == .paused else { return nil }
        let level = max(min(profile.forwardGoal, profile.bufferCap - upcoming.duration), .zero)
        return buffer.buffered > level ? buffer.buffered - level : nil
    }

    /// The request for a segment, where it is due.
    mutating func request(_ upcoming: MediaPlaylist.Segment, at now: MonotonicInstant) -> SegmentRequest? {
        let attempt = segment.failures + 1
        if segment.due == nil { segment.schedule(at: now) }
        guard let intended = segment.start(at: now) else { return nil }
        isRungDecided = false
        currentRung = wantedRung
        let request = SegmentRequest(rung: wantedRung, segment: upcoming, intended: intended, attempt: attempt)
        fetching = request
        return request
    }

    /// A load failed. Of a segment: the one that is being fetched.
    mutating func fail(
        _ failure: LoadFailure, of resource: LoadedResource, at now: MonotonicInstant
    ) -> [PlaybackAction] {
        guard end == nil else { return [] }
        advanceScreen(to: now)
        let load: WritableKeyPath<Self, ScheduledLoad>
        let request = resource == .segment ? fetching : nil
        switch resource {
        case .multivariant: load = \.multivariant
        case .playlist: load = \.playlist
        case .segment:
            guard request != nil else { return proceed(at: now) }
            fetching = nil
            load = \.segment
        }
        let failures = self[keyPath: load].fail()
        switch profile.retries.verdict(on: failure, of: resource, failures: failures) {
        case .denied(let status): return finish(.denied(status: status, resource), at: now)
        case .giveUp: return finish(.failed(resource, failure), at: now)
        case .retry(let delay):
            self[keyPath: load].schedule(at: now + delay)
            return proceed(at: now)
        case .skip:
            guard let request, let skip = passOver(request) else {
                return finish(.failed(resource, failure), at: now)
            }
            segment.succeed()
            return [skip] + proceed(at: now)
        }
    }

    /// So much of a segment has come: it may be given up for a lower rung.
    mutating func progress(
        _ request: SegmentRequest, bytes: Int, bytesTotal: Int?, began: MonotonicInstant, at now: MonotonicInstant
    ) -> [PlaybackAction] {
        guard end == nil, fetching == request, let ladder else { return proceed(at: now) }
        advanceScreen(to: now)
        let download = SegmentDownload(
            rung: request.rung, bytesReceived: bytes, bytesTotal: bytesTotal, elapsed: now - began)
        let context = BitrateContext(
            bandwidths: ladder.bandwidths, current: currentRung, buffered: buffer.buffered,
            segmentDuration: request.segment.duration)
        guard let lower = rule.rung(insteadOf: download, context), lower != request.rung else {
            return proceed(at: now)
        }
        rule.completed(download)
        screen.quality.wasted(bytes: bytes)
        fetching = nil
        segment.succeed()
        want(rung: min(max(lower, 0), ladder.rungs.count - 1), at: now)
        return [.abandon(request)] + proceed(at: now)
    }
}
