import StreavMedia
import StreavPorts

extension OnDemandPlayback {
    mutating func proceed(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil else { return [] }
        screen.advance(to: now)
        var actions: [PlaybackAction] = []
        if let intended = multivariant.start(at: now) { actions.append(.loadMultivariant(intended: intended)) }
        fetchNext(at: now, &actions)
        if let intended = playlist.start(at: now) {
            actions.append(.loadPlaylist(rung: wantedRung, intended: intended))
        }
        if buffer.phase == .ended { actions += finish(.finished, at: now) }
        return actions
    }

    mutating func finish(_ end: PlaybackEnd, at now: MonotonicInstant) -> [PlaybackAction] {
        guard self.end == nil else { return [] }
        screen.advance(to: now)
        screen.quality.end(end.outcome, at: now)
        self.end = end
        return [.end(end)]
    }

    mutating func retry(
        _ failure: LoadFailure, of resource: LoadedResource, failures: Int, at now: MonotonicInstant,
        skipping request: SegmentRequest? = nil, _ schedule: (inout OnDemandPlayback, MonotonicInstant) -> Void
    ) -> [PlaybackAction] {
        switch profile.retries.verdict(on: failure, of: resource, failures: failures) {
        case .denied(let status): return finish(.denied(status: status, resource), at: now)
        case .giveUp: return finish(.failed(resource, failure), at: now)
        case .retry(let delay):
            schedule(&self, now + delay)
            return proceed(at: now)
        case .skip:
            guard let request, let end = endOfSegment(request) else {
                return finish(.failed(resource, failure), at: now)
            }
            segment.succeed()
            let lost = end - place
            screen.quality.skip(lost)
            place = end
            return [.skip(mediaSequence: request.mediaSequence, duration: lost)] + proceed(at: now)
        }
    }

    mutating func want(rung: Int, at now: MonotonicInstant) {
        wantedRung = rung
        isRungDecided = true
        if lists[rung] == nil { playlist.schedule(at: now) }
    }

    mutating func chooseRung(segmentDuration: Duration) -> Int {
        guard let ladder else { return 0 }
        let context = BitrateContext(
            bandwidths: ladder.bandwidths, current: currentRung, buffered: buffer.buffered,
            segmentDuration: segmentDuration)
        return min(max(rule.rung(context), 0), ladder.rungs.count - 1)
    }

    /// Where the segment ends in the presentation.
    func endOfSegment(_ request: SegmentRequest) -> Duration? {
        guard let list = lists[request.rung], let starts = starts[request.rung],
            let index = list.index(of: request.mediaSequence)
        else { return nil }
        return starts[index] + request.segment.duration
    }

    private mutating func fetchNext(at now: MonotonicInstant, _ actions: inout [PlaybackAction]) {
        guard fetching == nil, let list = lists[wantedRung], let starts = starts[wantedRung] else { return }
        if segment.failures > 0, let due = segment.due, due > now { return }
        skipGaps(of: list, starts, &actions)
        guard let upcoming = upcoming(in: list, starts) else {
            segment.cancel()
            screen.complete(at: now)
            return
        }
        if let wait = surplus(with: upcoming), segment.failures == 0 {
            if buffer.phase == .playing { segment.schedule(at: now + wait) } else { segment.cancel() }
            return
        }
        if !isRungDecided {
            let rung = chooseRung(segmentDuration: upcoming.duration)
            if rung != wantedRung {
                segment.cancel()
                want(rung: rung, at: now)
                if lists[rung] != nil { fetchNext(at: now, &actions) }
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

    private func surplus(with upcoming: MediaPlaylist.Segment) -> Duration? {
        guard buffer.phase == .playing || buffer.phase == .paused else { return nil }
        let level = max(min(profile.forwardGoal, profile.bufferCap - upcoming.duration), .zero)
        return buffer.buffered > level ? buffer.buffered - level : nil
    }

    /// The segment that holds the place; nil at the end.
    private func upcoming(in list: MediaPlaylist, _ starts: [Duration]) -> MediaPlaylist.Segment? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return list.segments.first }
        let found = list.segments[low - 1]
        return place < starts[low - 1] + found.duration ? found : nil
    }

    private mutating func skipGaps(
        of list: MediaPlaylist, _ starts: [Duration], _ actions: inout [PlaybackAction]
    ) {
        while let gap = upcoming(in: list, starts), gap.isGap, let index = list.index(of: gap.mediaSequence) {
            let end = starts[index] + gap.duration
            screen.quality.skip(end - place)
            actions.append(.skip(mediaSequence: gap.mediaSequence, duration: end - place))
            place = end
        }
    }
}
