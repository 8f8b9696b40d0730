import StreavMedia
import StreavPorts

extension OnDemandPlayback: PacedPlayback {
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

    func needsList(of rung: Int) -> Bool { lists[rung] == nil }

    mutating func advanceScreen(to now: MonotonicInstant) {
        screen.advance(to: now)
    }

    mutating func passOver(_ request: SegmentRequest) -> PlaybackAction? {
        guard let end = endOfSegment(request) else { return nil }
        let lost = end - place
        screen.quality.skip(lost)
        place = end
        return .skip(mediaSequence: request.mediaSequence, duration: lost)
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
        if let request = request(upcoming, at: now) { actions.append(.fetch(request)) }
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
