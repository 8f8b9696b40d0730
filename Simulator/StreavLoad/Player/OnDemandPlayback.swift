public import StreavMedia
public import StreavPorts
import StreavDomain

/// A player of an on-demand HLS presentation, as a machine without a network; see ``LivePlayback`` for how it is
/// driven.
///
/// Each rung's list is loaded once. Fetches are buffer-driven; a seek drops the buffer and begins at the segment that
/// holds the place, of which what lies before the place is not shown.
public struct OnDemandPlayback: Sendable {
    public let profile: PlayerProfile
    public internal(set) var end: PlaybackEnd?
    public internal(set) var ladder: RungLadder?

    var rule: any BitrateRule
    var screen: WatchedBuffer
    var multivariant = ScheduledLoad()
    var playlist = ScheduledLoad()
    var segment = ScheduledLoad()
    /// By rung; at most as many as the ladder has.
    var lists: [Int: MediaPlaylist] = [:]
    /// The beginnings of the segments of each list.
    var starts: [Int: [Duration]] = [:]
    var wantedRung = 0
    var isRungDecided = false
    var currentRung: Int?
    /// Up to here everything was fetched: the place in the presentation where the next fetch goes on.
    var place: Duration
    var fetching: SegmentRequest?

    /// - Parameters:
    ///   - intent: When the viewer wanted to play.
    ///   - start: Where in the presentation.
    public init(
        profile: PlayerProfile, rule: any BitrateRule, intent: MonotonicInstant, from start: Duration = .zero
    ) {
        self.profile = profile
        self.rule = rule
        place = max(start, .zero)
        screen = WatchedBuffer(rule: profile.start, quality: SessionQuality(intent: intent))
    }

    public var quality: SessionQuality { screen.quality }
    public var buffer: PlayoutBuffer { screen.buffer }

    /// Where in the presentation the shown frame is.
    public var position: Duration { place - buffer.buffered }

    /// Of the presentation; nil before a list is there.
    public var duration: Duration? { lists.values.first?.listedDuration }

    /// When ``tick(at:)`` has something to do, should nothing else happen before.
    public var nextWake: MonotonicInstant? {
        guard end == nil else { return nil }
        return [multivariant.nextStart, playlist.nextStart, segment.nextStart, buffer.nextDeadline]
            .compactMap(\.self).min()
    }

    public mutating func open(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil, ladder == nil else { return [] }
        multivariant.schedule(at: now)
        return proceed(at: now)
    }

    public mutating func tick(at now: MonotonicInstant) -> [PlaybackAction] {
        proceed(at: now)
    }

    /// The address gave a playlist. A media playlist at once is a presentation of one rung.
    public mutating func loaded(
        _ parsed: ParsedPlaylist, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant
    ) -> [PlaybackAction] {
        guard end == nil, ladder == nil else { return [] }
        switch parsed {
        case .multivariant(let presentation):
            guard let ladder = RungLadder(presentation) else {
                return failed(.malformed("a multivariant playlist without variants"), of: .multivariant, at: ended)
            }
            multivariant.succeed()
            screen.quality.receivedPlaylist(bytes: bytes)
            take(ladder)
            want(rung: chooseRung(segmentDuration: LivePlayback.assumedSegment), at: ended)
            return proceed(at: ended)
        case .media(let list):
            ladder = .single
            isRungDecided = true
            let actions = playlistLoaded(list, rung: 0, bytes: bytes, at: ended)
            multivariant.succeed()
            return actions
        }
    }

    /// A media playlist came; one that does not end is of no use here.
    public mutating func playlistLoaded(
        _ list: MediaPlaylist, rung: Int, bytes: Int, at now: MonotonicInstant
    ) -> [PlaybackAction] {
        guard end == nil, let ladder, ladder.rungs.indices.contains(rung) else { return [] }
        guard list.isEnded, !list.segments.isEmpty else {
            return failed(.malformed("an on-demand playlist without end or segments"), of: .playlist, at: now)
        }
        playlist.succeed()
        if rung == wantedRung { playlist.cancel() }
        screen.quality.receivedPlaylist(bytes: bytes)
        lists[rung] = list
        var sum = Duration.zero
        starts[rung] = list.segments.map { segment in
            defer { sum += segment.duration }
            return sum
        }
        return proceed(at: now)
    }

    public mutating func segmentCompleted(
        _ request: SegmentRequest, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant
    ) -> [PlaybackAction] {
        guard end == nil else { return [] }
        guard fetching == request, let finish = endOfSegment(request) else {
            screen.quality.wasted(bytes: bytes)
            return proceed(at: ended)
        }
        fetching = nil
        segment.succeed()
        screen.quality.receivedMedia(bytes: bytes)
        rule.completed(SegmentDownload(rung: request.rung, bytesReceived: bytes, elapsed: ended - began))
        let whole = request.segment.duration
        screen.append(
            MediaPiece(
                duration: finish - place, bitrate: whole > .zero ? Double(bytes) * 8 / whole.inSeconds : 0,
                nominal: ladder?.rungs[request.rung].bandwidth ?? 0, segmentDuration: finish - place,
                mediaSequence: request.mediaSequence),
            at: ended)
        place = finish
        return proceed(at: ended)
    }

    /// So much of a segment has come: see ``LivePlayback/segmentProgressed(_:bytes:bytesTotal:began:at:)``.
    public mutating func segmentProgressed(
        _ request: SegmentRequest, bytes: Int, bytesTotal: Int?, began: MonotonicInstant, at now: MonotonicInstant
    ) -> [PlaybackAction] {
        progress(request, bytes: bytes, bytesTotal: bytesTotal, began: began, at: now)
    }

    /// A load failed. Of a segment: the one that is being fetched.
    public mutating func failed(
        _ failure: LoadFailure, of resource: LoadedResource, at now: MonotonicInstant
    ) -> [PlaybackAction] {
        fail(failure, of: resource, at: now)
    }
}
