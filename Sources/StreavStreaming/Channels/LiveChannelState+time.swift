import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts

extension LiveChannelState {
    /// Called every ``LiveChannel/tick`` or so, whatever the inputs do.
    mutating func tick(now: MonotonicInstant, wall: Timestamp) {
        shelf.purge(now: now)
        if let since = pending.since, now - since >= configuration.blockAge { flushBlock(now: now) }
        guard let target = targetDuration, let lastAppend = coverage.lastAppend, playlist != nil else { return }
        let isSilent = coverage.lastUnit.map { now - $0 >= .seconds(1) } ?? true
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
        }
    }

    /// No input delivers: what there is of the open segment goes out at once.
    mutating func inputsAreDown(now: MonotonicInstant, wall: Timestamp) {
        isFed = false
        flushBlock(now: now)
        closeSegment(at: coverage.mediaEnd, now: now, wall: wall)
    }

    /// The channel stops for want of viewers. Its numbers go on when it starts again.
    mutating func goOffAir(now: MonotonicInstant) {
        let target = targetDuration ?? 0
        shelf.retireAll(until: now + .seconds((plan.window + 1) * target))
        playlist = nil
        document = nil
        segment = nil
        pending = PendingBlock()
        ring.removeAll()
        muxer = LiveMuxer()
        cutter = nil
        firstKeyUnit = nil
        coverage = Coverage()
        isFed = false
        wantsCut = false
        owesDiscontinuity = false
    }

    mutating func goOnAir(wall: Timestamp) {
        sequences.restart(wall: wall)
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
