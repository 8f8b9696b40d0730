import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts

extension LiveChannelState {
    /// Another input, or the same anew, feeds the channel from here on.
    mutating func begin(tracks: [TransportTrack], now: MonotonicInstant, wall: Timestamp) {
        flushBlock(now: now)
        closeSegment(at: coverage.mediaEnd, now: now, wall: wall)
        if coverage.lastWasGap {
            let rest = coverage.uncovered(now: now)
            // What is left of the outage, so that the gaps add up to the missing time.
            if rest >= 45_000 { appendGap(rest, now: now, wall: wall) }
        }
        muxer.begin(tracks: tracks, notBefore: playlist == nil ? nil : coverage.end)
        cutter = targetDuration.map { makeCutter($0) }
        firstKeyUnit = nil
        wantsCut = false
        needsSplice = false
        isFed = true
        inputsDownSince = nil
    }

    mutating func consume(_ events: [TransportEvent], now: MonotonicInstant, wall: Timestamp) {
        for event in events {
            switch event {
            case .unit(let unit): take(unit, now: now, wall: wall)
            case .fault: statistics.faults += 1
            case .tracks(let tracks): muxer.update(tracks: tracks)
            case .clock: break
            }
        }
        if let since = pending.since, now - since >= configuration.blockAge { flushBlock(now: now) }
    }

    private mutating func take(_ unit: TransportUnit, now: MonotonicInstant, wall: Timestamp) {
        if needsSplice { begin(tracks: muxer.tracks, now: now, wall: wall) }
        let mark = pending.bytes.writerIndex
        let prefix = unit.isRandomAccess ? muxer.discontinuityPrefix() : nil
        guard let muxed = muxer.mux(unit, into: &pending.bytes) else { return }
        statistics.bytesIn += Int64(unit.packets.readableBytes)

        let cut = muxed.isKeyTrack ? decideCut(muxed) : .none
        if case .before(let startsWithKeyFrame) = cut {
            split(at: mark, now: now)
            let end = muxed.isDiscontinuity ? coverage.mediaEnd : muxed.decodeTime
            closeSegment(at: end, now: now, wall: wall)
            openSegment(muxed, startsWithKey: startsWithKeyFrame, now: now, wall: wall)
        } else if segment == nil {
            split(at: mark, now: now)
            openSegment(muxed, startsWithKey: muxed.isRandomAccess, now: now, wall: wall)
        } else if muxed.isRandomAccess {
            // A viewer can join here, so the block starts here.
            split(at: mark, now: now)
        }
        if pending.since == nil {
            pending.since = now
            pending.isRandomAccess = muxed.isRandomAccess
            pending.jumpPrefix = pending.isRandomAccess ? prefix : nil
        }
        if muxed.isKeyTrack { note(muxed, now: now) }
        if pending.bytes.readableBytes >= configuration.blockBytes { flushBlock(now: now) }
        if let bytes = segment?.byteCount, bytes >= configuration.segmentBytes {
            flushBlock(now: now)
            statistics.degradations += 1
            closeSegment(at: coverage.mediaEnd, now: now, wall: wall)
        }
    }

    private mutating func note(_ unit: LiveMuxer.MuxedUnit, now: MonotonicInstant) {
        if let last = coverage.lastKeyTime, unit.decodeTime > last, !unit.isDiscontinuity {
            coverage.lastKeyStep = min(unit.decodeTime - last, 90_000)
        }
        coverage.lastKeyUnit = now
        coverage.lastKeyTime = unit.decodeTime
        coverage.mediaEnd = unit.decodeTime + coverage.lastKeyStep
        coverage.anchorTime = unit.decodeTime
        coverage.anchorInstant = now
    }

    /// Where segments end; while the target duration is not known, the first group of pictures is measured instead.
    private mutating func decideCut(_ unit: LiveMuxer.MuxedUnit) -> SegmentCutter.Cut {
        if cutter == nil { measure(unit) }
        let cut = cutter?.next(unit) ?? .none
        if case .none = cut, wantsCut, unit.isRandomAccess, let target = targetDuration {
            wantsCut = false
            var fresh = SegmentCutter(target: Int64(target) * 90_000)
            _ = fresh.next(unit)
            cutter = fresh
            return .before(startsWithKeyFrame: true)
        }
        if case .before = cut {
            wantsCut = false
            if case .before(startsWithKeyFrame: false) = cut { statistics.degradations += 1 }
        }
        return cut
    }

    /// A channel whose groups of pictures are longer than the segment target takes their length, rounded up, as its
    /// target duration, before anything is published: afterwards it never changes (RFC 8216 section 6.2.1).
    private mutating func measure(_ unit: LiveMuxer.MuxedUnit) {
        guard let first = firstKeyUnit else {
            firstKeyUnit = unit
            return
        }
        let length = unit.decodeTime - first.decodeTime
        let longest = configuration.longestTarget.wholeMilliseconds * 90
        guard (unit.isRandomAccess && length > 0) || length >= longest || unit.isDiscontinuity else { return }
        let wanted = max(plan.segmentTarget.wholeMilliseconds * 90, min(length, longest))
        let target = Int((wanted + 89_999) / 90_000)
        targetDuration = target
        var fresh = makeCutter(target)
        _ = fresh.next(first)
        cutter = fresh
        firstKeyUnit = nil
    }

    /// After going on air, and after a splice, segments are short at first, so that players have something soon: many
    /// start three segments from the end, and some fail where there are fewer.
    private func makeCutter(_ target: Int) -> SegmentCutter {
        SegmentCutter(
            target: Int64(target) * 90_000, earlyFirstCut: configuration.earlyFirstCut.wholeMilliseconds * 90,
            earlyCuts: playlist == nil ? configuration.earlyCuts : 1)
    }

    /// Bytes before `mark` end the pending block; the rest starts the next.
    private mutating func split(at mark: Int, now: MonotonicInstant) {
        guard mark > pending.bytes.readerIndex else {
            pending.since = nil
            return
        }
        let rest = pending.bytes.getSlice(at: mark, length: pending.bytes.writerIndex - mark)
        pending.bytes.moveWriterIndex(to: mark)
        flushBlock(now: now)
        if var rest { pending.bytes.writeBuffer(&rest) }
    }

    /// Publishes the pending block to the ring and to the open segment.
    mutating func flushBlock(now: MonotonicInstant) {
        defer { pending.since = nil }
        guard pending.bytes.readableBytes > 0 else { return }
        let bytes = pending.bytes
        pending.bytes = ByteBuffer()
        ring.append(
            TransportBlock(
                sequence: ring.end, bytes: bytes, isRandomAccess: pending.isRandomAccess,
                jumpPrefix: pending.jumpPrefix, published: now))
        pending.isRandomAccess = false
        pending.jumpPrefix = nil
        segment?.buffers.append(bytes)
        segment?.byteCount += bytes.readableBytes
        advanced = true
    }
}
