import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts

extension LiveChannelState {
    /// Called every ``LiveChannel/tick`` or so, whatever the inputs do.
    mutating func tick(now: MonotonicInstant, wall: Timestamp) {
        shelf.purge(now: now)
        if let since = pending.since, now - since >= configuration.blockAge { flushBlock(now: now) }
        // Nobody should start with what was sent long ago.
        if let newest = ring.newest, now - newest.published > configuration.longestTarget { ring.removeAll() }
        guard let target = targetDuration, let lastAppend = coverage.lastAppend, playlist != nil else { return }
        let isSilent = coverage.lastKeyUnit.map { now - $0 >= .seconds(1) } ?? true
        let targetTicks = Int64(target) * 90_000
        if coverage.lastWasGap, segment == nil || isSilent {
            if coverage.uncovered(now: now) >= targetTicks { cover(targetTicks, now: now, wall: wall) }
            return
        }
        let due = Duration.milliseconds(Int64(Double(target) * configuration.silenceFactor * 1000))
        guard now - lastAppend >= due else { return }
        if isSilent {
            cover(min(targetTicks, max(coverage.uncovered(now: now), 45_000)), now: now, wall: wall)
        } else {
            wantsCut = true
        }
    }

    /// Ends the segment that a silent source left open, or else lists a gap.
    private mutating func cover(_ ticks: Int64, now: MonotonicInstant, wall: Timestamp) {
        if segment != nil {
            flushBlock(now: now)
            closeSegment(at: coverage.mediaEnd, now: now, wall: wall)
        } else {
            appendGap(ticks, now: now, wall: wall)
            needsSplice = isFed
        }
    }

    /// No input delivers: what there is of the open segment goes out at once.
    mutating func inputsAreDown(now: MonotonicInstant, wall: Timestamp) {
        isFed = false
        inputsDownSince = now
        flushBlock(now: now)
        closeSegment(at: coverage.mediaEnd, now: now, wall: wall)
    }

    /// The channel stops for want of viewers. Its numbers go on when it starts again.
    mutating func goOffAir(now: MonotonicInstant) {
        restartPlaylist(now: now)
        segment = nil
        pending = PendingBlock()
        ring.removeAll()
        // The muxer stays: for a viewer who is still there the timeline goes on.
        cutter = nil
        firstKeyUnit = nil
        coverage = Coverage()
        isFed = false
        inputsDownSince = nil
        needsSplice = false
        wantsCut = false
        owesDiscontinuity = false
    }

    mutating func goOnAir(wall: Timestamp) {
        sequences.restart(wall: wall)
    }

    /// A viewer of the endless stream finds a random access point to start at, and what is there is of now.
    func canBeJoined(now: MonotonicInstant) -> Bool {
        guard ring.newestRandomAccess != nil, let newest = ring.newest else { return false }
        return now - newest.published < .seconds(5)
    }

    /// What the journal should keep. The sequence numbers are ahead of any that will be published before the next save.
    func record(reserve: Int64) -> ChannelRecord? {
        targetDuration.map {
            ChannelRecord(
                channel: plan.id, targetDuration: $0, mediaSequence: sequences.media + reserve,
                discontinuitySequence: sequences.discontinuity + reserve)
        }
    }
}
