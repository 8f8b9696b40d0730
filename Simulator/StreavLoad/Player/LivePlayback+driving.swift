import StreavDomain
import StreavMedia
import StreavPorts

extension LivePlayback: PacedPlayback {
    /// Of the segments of a presentation whose lists are not known yet.
    static let assumedSegment = Duration.seconds(4)
    /// Segments that are passed over in one go; a list of nothing but gaps is bounded by the parser anyway.
    static let maximumSkips = 20_000

    /// Everything that is due.
    mutating func proceed(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil else { return [] }
        advanceScreen(to: now)
        var actions: [PlaybackAction] = []
        if let intended = multivariant.start(at: now) { actions.append(.loadMultivariant(intended: intended)) }
        if !isHalfDead { fetchNext(at: now, &actions) }
        if let intended = playlist.start(at: now) {
            actions.append(.loadPlaylist(rung: wantedRung, intended: intended))
        }
        if !isHalfDead, buffer.phase == .ended { actions += finish(.finished, at: now) }
        return actions
    }

    func needsList(of rung: Int) -> Bool { rung != listRung }

    mutating func advanceScreen(to now: MonotonicInstant) {
        if !isHalfDead { screen.advance(to: now) }
    }

    mutating func passOver(_ request: SegmentRequest) -> PlaybackAction? { skip(request.segment) }

    /// Asks for the next segment, where there is one, it is time for it, and its rung's list is there.
    private mutating func fetchNext(at now: MonotonicInstant, _ actions: inout [PlaybackAction]) {
        guard fetching == nil, let list, listRung == wantedRung else { return }
        // A retry that waits is not overtaken.
        if segment.failures > 0, let due = segment.due, due > now { return }
        followWindow(of: list, &actions)
        guard let upcoming = nextSegment(in: list, &actions) else {
            segment.cancel()
            if list.isEnded { screen.complete(at: now) }
            return
        }
        if let wait = surplus(with: upcoming), segment.failures == 0 {
            if buffer.phase == .playing { segment.schedule(at: now + wait) } else { segment.cancel() }
            return
        }
        if !isRungDecided {
            let rung = chooseRung(segmentDuration: upcoming.duration)
            if rung != listRung {
                segment.cancel()
                want(rung: rung, at: now)
                return
            }
        }
        if let request = request(upcoming, at: now) { actions.append(.fetch(request)) }
    }

    /// The place to go on fell out of the window: on three target durations before the edge.
    private mutating func followWindow(of list: MediaPlaylist, _ actions: inout [PlaybackAction]) {
        guard let place = next, let first = list.segments.first, place < first.mediaSequence else { return }
        let index = profile.takesEverything ? 0 : list.liveStartIndex
        let target = list.segments[index].mediaSequence
        let gone = Int64(list.segments.count) > 0 ? list.listedDuration / list.segments.count : list.target
        let lost = min(first.mediaSequence - place, Int64(Self.maximumSkips))
        let skipped = list.segments[..<index].reduce(gone * Int(lost)) { $0 + $1.duration }
        screen.quality.missWindow()
        screen.quality.skip(skipped)
        segment.succeed()
        segment.cancel()
        next = target
        actions.append(.jumpToLiveEdge(from: place, to: target, skipped: skipped))
    }

    /// The segment with the next number, past gaps; nil: it is not listed yet.
    private mutating func nextSegment(
        in list: MediaPlaylist, _ actions: inout [PlaybackAction]
    ) -> MediaPlaylist.Segment? {
        while let number = next, let index = list.index(of: number) {
            let upcoming = list.segments[index]
            guard upcoming.isGap else { return upcoming }
            actions.append(skip(upcoming))
        }
        return nil
    }

    private mutating func skip(_ segment: MediaPlaylist.Segment) -> PlaybackAction {
        screen.quality.skip(segment.duration)
        next = segment.mediaSequence + 1
        return .skip(mediaSequence: segment.mediaSequence, duration: segment.duration)
    }

    func nextReload(
        of list: MediaPlaylist, hasChanged: Bool, began: MonotonicInstant, ended: MonotonicInstant
    ) -> MonotonicInstant {
        let beyond = list.duration(from: next ?? list.mediaSequence)
        return profile.reload.next(
            after: ReloadedList(
                began: began, ended: ended, hasChanged: hasChanged, unchangedCount: unchangedCount,
                targetDuration: list.target, lastSegmentDuration: list.segments.last?.duration,
                edgeDistance: buffer.buffered + beyond))
    }

    mutating func sampleAges(at now: MonotonicInstant) {
        guard let wallAnchor, !isHalfDead else { return }
        if let newest = list?.newestEnd {
            screen.quality.sampleStaleness(wallAnchor.wall(at: now).duration(since: newest))
        }
        sampleLatency(at: now)
    }

    mutating func sampleLatency(at now: MonotonicInstant) {
        guard let wallAnchor, !isHalfDead, let capture = buffer.frameCapture else { return }
        screen.quality.sampleLatency(wallAnchor.wall(at: now).duration(since: capture))
    }
}
