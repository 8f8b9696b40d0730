public import StreavDomain
public import StreavMedia
public import StreavPorts

/// A player of a live HLS presentation, as a machine without a network: what came goes in, what is to be done comes
/// out, and ``nextWake`` says when to call ``tick(at:)``.
///
/// Live reloads are driven by the clock, fetches by the buffer. At most one load of a playlist and one fetch run at a
/// time. Instants must not go back. After ``PlaybackAction/end(_:)`` every call is without effect.
public struct LivePlayback: Sendable {
    public let profile: PlayerProfile
    public internal(set) var end: PlaybackEnd?
    public internal(set) var ladder: RungLadder?
    /// The newest list of the played rung.
    public internal(set) var list: MediaPlaylist?
    /// What the wall clock says, for ages of media; without it they are not sampled.
    public var wallAnchor: WallAnchor?
    /// It polls playlists and fetches nothing any more.
    public internal(set) var isHalfDead = false

    var rule: any BitrateRule
    var screen: WatchedBuffer
    var multivariant = ScheduledLoad()
    var playlist = ScheduledLoad()
    var segment = ScheduledLoad()
    /// The rung that `list` is of, and the one that is wanted.
    var listRung: Int?
    var wantedRung = 0
    /// The wanted rung was chosen for the next segment already: it is not chosen again once its list is there.
    var isRungDecided = false
    /// Of the last segment that was asked for.
    var currentRung: Int?
    /// The number of the next segment to be had; nil before the first list.
    var next: Int64?
    var fetching: SegmentRequest?
    var unchangedCount = 0

    /// - Parameter intent: When the viewer wanted to play: start-up time counts from here.
    public init(profile: PlayerProfile, rule: any BitrateRule, intent: MonotonicInstant) {
        self.profile = profile
        self.rule = rule
        screen = WatchedBuffer(rule: profile.start, quality: SessionQuality(intent: intent))
    }

    public var quality: SessionQuality { screen.quality }
    public var buffer: PlayoutBuffer { screen.buffer }

    /// When ``tick(at:)`` has something to do, should nothing else happen before. Nil: nothing by itself.
    public var nextWake: MonotonicInstant? {
        guard end == nil else { return nil }
        var wakes = [multivariant.nextStart, playlist.nextStart]
        if !isHalfDead { wakes += [segment.nextStart, buffer.nextDeadline] }
        return wakes.compactMap(\.self).min()
    }

    /// Begins: asks for the address it was given.
    public mutating func open(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil, ladder == nil else { return [] }
        multivariant.schedule(at: now)
        return proceed(at: now)
    }

    /// What is due by the clock.
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
            wantedRung = chooseRung(segmentDuration: Self.assumedSegment)
            isRungDecided = true
            playlist.schedule(at: ended)
            return proceed(at: ended)
        case .media(let list):
            multivariant.succeed()
            ladder = .single
            wantedRung = 0
            isRungDecided = true
            return playlistLoaded(list, rung: 0, bytes: bytes, began: began, ended: ended)
        }
    }

    /// A media playlist came.
    public mutating func playlistLoaded(
        _ list: MediaPlaylist, rung: Int, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant
    ) -> [PlaybackAction] {
        guard end == nil else { return [] }
        playlist.succeed()
        screen.quality.receivedPlaylist(bytes: bytes)
        // The answer to a load from before another rung was wanted.
        guard rung == wantedRung else { return proceed(at: ended) }
        screen.advance(to: ended)
        let hasChanged = listRung != rung || (self.list.map { list.differs(from: $0) } ?? true)
        unchangedCount = hasChanged ? 0 : unchangedCount + 1
        self.list = list
        listRung = rung
        if next == nil, !list.segments.isEmpty {
            next = list.segments[profile.takesEverything ? 0 : list.liveStartIndex].mediaSequence
        }
        sampleAges(at: ended)
        if list.isEnded {
            playlist.cancel()
        } else {
            playlist.schedule(at: nextReload(of: list, hasChanged: hasChanged, began: began, ended: ended))
        }
        return proceed(at: ended)
    }

    /// The whole segment came.
    ///
    /// - Parameter capture: When its first picture was taken, where the pictures say so; nil: what the list's dates say
    ///   counts.
    public mutating func segmentCompleted(
        _ request: SegmentRequest, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant,
        capture: Timestamp? = nil
    ) -> [PlaybackAction] {
        guard end == nil else { return [] }
        guard fetching == request else {
            screen.quality.wasted(bytes: bytes)
            return proceed(at: ended)
        }
        fetching = nil
        segment.succeed()
        screen.quality.receivedMedia(bytes: bytes)
        rule.completed(SegmentDownload(rung: request.rung, bytesReceived: bytes, elapsed: ended - began))
        let captured = list.flatMap { list in
            list.index(of: request.mediaSequence).flatMap { list.captureTime(ofSegmentAt: $0) }
        }
        let duration = request.segment.duration
        screen.append(
            MediaPiece(
                duration: duration, bitrate: duration > .zero ? Double(bytes) * 8 / duration.inSeconds : 0,
                nominal: ladder?.rungs[request.rung].bandwidth ?? 0, mediaSequence: request.mediaSequence,
                captured: capture ?? request.segment.programDateTime.map { Timestamp(milliseconds: $0) } ?? captured),
            at: ended)
        next = request.mediaSequence + 1
        sampleLatency(at: ended)
        return proceed(at: ended)
    }

    /// So much of a segment has come: asked each ``SegmentDownload/checkInterval``, it may be given up for a lower
    /// rung.
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
