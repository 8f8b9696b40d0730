import StreavDomain
import StreavMedia
import StreavPorts

extension LivePlayback {
    /// Of the segments of a presentation whose lists are not known yet.
    static let assumedSegment = Duration.seconds(4)
    /// Segments that are passed over in one go; a list of nothing but gaps is bounded by the parser anyway.
    static let maximumSkips = 20_000

    /// Everything that is due.
    mutating func proceed(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil else { return [] }
        if !isHalfDead { screen.advance(to: now) }
        var actions: [PlaybackAction] = []
        if let intended = multivariant.start(at: now) { actions.append(.loadMultivariant(intended: intended)) }
        if !isHalfDead { fetchNext(at: now, &actions) }
        if let intended = playlist.start(at: now) {
            actions.append(.loadPlaylist(rung: wantedRung, intended: intended))
        }
        if !isHalfDead, buffer.phase == .ended { actions += finish(.finished, at: now) }
        return actions
    }

    mutating func finish(_ end: PlaybackEnd, at now: MonotonicInstant) -> [PlaybackAction] {
        guard self.end == nil else { return [] }
        if !isHalfDead { screen.advance(to: now) }
        screen.quality.end(end.outcome, at: now)
        self.end = end
        return [.end(end)]
    }

    mutating func retry(
        _ failure: LoadFailure, of resource: LoadedResource, failures: Int, at now: MonotonicInstant,
        skipping request: SegmentRequest? = nil, _ schedule: (inout LivePlayback, MonotonicInstant) -> Void
    ) -> [PlaybackAction] {
        switch profile.retries.verdict(on: failure, of: resource, failures: failures) {
        case .denied(let status): return finish(.denied(status: status, resource), at: now)
        case .giveUp: return finish(.failed(resource, failure), at: now)
        case .retry(let delay):
            schedule(&self, now + delay)
            return proceed(at: now)
        case .skip:
            guard let request else { return finish(.failed(resource, failure), at: now) }
            segment.succeed()
            return [skip(request.segment)] + proceed(at: now)
        }
    }

    mutating func want(rung: Int, at now: MonotonicInstant) {
        wantedRung = rung
        isRungDecided = true
        if rung != listRung { playlist.schedule(at: now) }
    }

    mutating func chooseRung(segmentDuration: Duration) -> Int {
        guard let ladder else { return 0 }
        let context = BitrateContext(
            bandwidths: ladder.bandwidths, current: currentRung, buffered: buffer.buffered,
            segmentDuration: segmentDuration)
        return min(max(rule.rung(context), 0), ladder.rungs.count - 1)
    }

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
        let attempt = segment.failures + 1
        if segment.due == nil { segment.schedule(at: now) }
        guard let intended = segment.start(at: now) else { return }
        isRungDecided = false
        currentRung = wantedRung
        let request = SegmentRequest(rung: wantedRung, segment: upcoming, intended: intended, attempt: attempt)
        fetching = request
        actions.append(.fetch(request))
    }

    /// How much of the buffer must be shown before this segment is fetched; nil: none.
    private func surplus(with upcoming: MediaPlaylist.Segment) -> Duration? {
        // While nothing is shown the buffer only fills, whatever its bounds: else it might never start.
        guard buffer.phase == .playing || buffer.phase == .paused else { return nil }
        let level = max(min(profile.forwardGoal, profile.bufferCap - upcoming.duration), .zero)
        return buffer.buffered > level ? buffer.buffered - level : nil
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
