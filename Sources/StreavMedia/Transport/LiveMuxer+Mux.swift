public import NIOCore

extension LiveMuxer {
    /// Where a unit goes.
    private struct Placement {
        var decodeTime: Int64
        var presentationTime: Int64
        /// The timestamps that the packets get; nil where the unit has none.
        var isStamped = true
        var isSplice = false
        /// Nothing is shown for a while before it: the programme clock jumps.
        var isAfterGap = false
    }

    /// Appends tables (before every random-access unit and at least each 400 ms) and the unit's packets, rewritten.
    ///
    /// A unit without timestamps goes on with the one before on its track.
    ///
    /// - Returns: What was written. Nil: the unit was dropped (before the first random access, of an unknown track, off
    ///   the timeline, or without timestamps where none can be told), and nothing was.
    public mutating func mux(_ unit: TransportUnit, into output: inout ByteBuffer) -> MuxedUnit? {
        guard tracks.indices.contains(unit.trackIndex) else { return drop() }
        noteFormat(unit)
        let isKey = unit.trackIndex == keyIndex
        guard let placement = isKey ? placeKey(unit) : place(unit) else { return drop() }
        let isRadio = isKey && tracks[unit.trackIndex].kind == .audio
        let isTablesDue = tablesTime.map { placement.decodeTime - $0 >= Self.tablesInterval } ?? true
        var isRandomAccess = isKey && unit.isRandomAccess
        if isRadio, !placement.isSplice, !isTablesDue { isRandomAccess = false }
        hasTablesInFront = isRandomAccess || isTablesDue
        if hasTablesInFront {
            tables.write(into: &output)
            tablesTime = placement.decodeTime
        }
        if hasWritten, unit.trackIndex == clockIndex, !placement.isAfterGap {
            fillClock(unit, placement, into: &output)
        }
        if placement.isAfterGap, hasWritten, let clockIndex {
            // The next clock does not go on from the last (ISO/IEC 13818-1 section 2.4.3.5).
            let lane = lanes[laneIndices[clockIndex]]
            AdaptationPacket.writeDiscontinuity(pid: lane.pid, counter: lane.counter, into: &output)
        }
        let isDiscontinuity = placement.isSplice ? hasWritten : isRandomAccess && isFormatChanged
        if isRandomAccess { isFormatChanged = false }
        hasWritten = true
        write(unit, placement, into: &output)
        return MuxedUnit(
            trackIndex: unit.trackIndex, decodeTime: placement.decodeTime,
            presentationTime: placement.presentationTime, isRandomAccess: isRandomAccess,
            isDiscontinuity: isDiscontinuity, isKeyTrack: isKey)
    }

    private mutating func drop() -> MuxedUnit? {
        droppedUnits += 1
        return nil
    }

    private mutating func noteFormat(_ unit: TransportUnit) {
        // A damaged unit's headers are no evidence.
        guard let format = unit.format, !unit.hasError else { return }
        if let known = formats[unit.trackIndex], known != format { isFormatChanged = true }
        formats[unit.trackIndex] = format
    }

    /// The key track leads: it sets the timeline.
    private mutating func placeKey(_ unit: TransportUnit) -> Placement? {
        let lane = laneIndices[unit.trackIndex]
        guard let raw = unit.decodeTime else { return continuation(lane) }
        if let timeline {
            noteStep(Timestamp33.distance(from: timeline.raw, to: raw))
        }
        if isWaiting { return unit.isRandomAccess ? splice(unit, raw: raw) : nil }
        guard var timeline else { return nil }
        let mapped = timeline.output(of: raw)
        let step = mapped - timeline.output
        if step > 0 { lanes[lane].step = step }
        timeline.raw = raw
        timeline.output = mapped
        // Small steps back are mended: decode times go ahead by at least a tick.
        let decodeTime = max(mapped, (lanes[lane].last ?? mapped - 1) + 1)
        let presentationTime = max(mapped + Self.reordering(of: unit), hasOwnDecodeTime(unit) ? decodeTime : mapped)
        timeline.decodeEnd = decodeTime + lanes[lane].step
        timeline.presentationEnd = max(timeline.presentationEnd, presentationTime + lanes[lane].step)
        self.timeline = timeline
        return Placement(decodeTime: decodeTime, presentationTime: presentationTime)
    }

    private func hasOwnDecodeTime(_ unit: TransportUnit) -> Bool {
        tracks[unit.trackIndex].kind != .video || unit.presentationTime != unit.decodeTime
    }

    /// Waits from a jump on, unless the next units turn out to be on the timeline as before.
    private mutating func noteStep(_ step: Int64) {
        if !isWaiting, step > limits.forwardStep || step <= -limits.backwardStep {
            isWaiting = true
            unitsSinceJump = 0
            for index in lanes.indices { lanes[index].isFresh = true }
        } else if isWaiting, let units = unitsSinceJump {
            unitsSinceJump = units + 1
            if units < Self.mostFeignedUnits, step > 0, step <= limits.forwardStep { isWaiting = false }
        }
        if !isWaiting { unitsSinceJump = nil }
    }

    /// Puts the key track's unit right after what was written, both by decode and by presentation time.
    private mutating func splice(_ unit: TransportUnit, raw: UInt64) -> Placement {
        let reordering = Self.reordering(of: unit)
        var start = timeline.map { max($0.decodeEnd, $0.presentationEnd - reordering) } ?? startTime
        let lane = laneIndices[unit.trackIndex]
        if let last = lanes[lane].last { start = max(start, last + 1) }
        let isAfterGap = minimumTime.map { $0 - start > Self.longestClockInterval } ?? false
        if let minimumTime { start = max(start, minimumTime) }
        minimumTime = nil
        isWaiting = false
        unitsSinceJump = nil
        clock.splice()
        timeline = Timeline(
            raw: raw, output: start, floor: start + reordering, decodeEnd: start + lanes[lane].step,
            presentationEnd: start + reordering + lanes[lane].step)
        return Placement(
            decodeTime: start, presentationTime: start + reordering, isSplice: true, isAfterGap: isAfterGap)
    }

    /// The other tracks follow: they are written as far as they lie on the key track's timeline.
    private mutating func place(_ unit: TransportUnit) -> Placement? {
        guard !isWaiting, let timeline else { return nil }
        let lane = laneIndices[unit.trackIndex]
        guard let raw = unit.decodeTime else {
            if tracks[unit.trackIndex].kind == .data {
                return Placement(
                    decodeTime: max(timeline.output, lanes[lane].last ?? 0),
                    presentationTime: max(timeline.output, lanes[lane].last ?? 0), isStamped: false)
            }
            return lanes[lane].isFresh ? nil : continuation(lane)
        }
        let decodeTime = timeline.output(of: raw)
        let presentationTime = decodeTime + Self.reordering(of: unit)
        guard presentationTime >= timeline.floor, decodeTime <= timeline.output + limits.lead else { return nil }
        if let last = lanes[lane].last {
            // The first unit after a splice must not overlap what is still to be heard of the unit before.
            guard decodeTime >= last + (lanes[lane].isFresh ? max(1, lanes[lane].step / 2) : 1) else { return nil }
            if !lanes[lane].isFresh { lanes[lane].step = min(decodeTime - last, limits.forwardStep) }
        }
        return Placement(decodeTime: decodeTime, presentationTime: presentationTime)
    }

    private func continuation(_ lane: Int) -> Placement? {
        guard !isWaiting, let last = lanes[lane].last else { return nil }
        return Placement(decodeTime: last, presentationTime: last, isStamped: false)
    }

    private mutating func write(_ unit: TransportUnit, _ placement: Placement, into output: inout ByteBuffer) {
        let index = laneIndices[unit.trackIndex]
        lanes[index].last = placement.decodeTime
        lanes[index].isFresh = false
        if unit.trackIndex == clockIndex { writeClock(unit, placement, pid: lanes[index].pid, into: &output) }
        let times =
            placement.isStamped
            ? (Timestamp33.wrapped(placement.presentationTime), Timestamp33.wrapped(placement.decodeTime)) : nil
        let patch = UnitPatch(pid: lanes[index].pid, times: times)
        let start = output.readableBytes
        output.writeImmutableBuffer(unit.packets)
        var counter = lanes[index].counter
        var clock = self.clock
        let isClockTrack = unit.trackIndex == clockIndex
        output.withUnsafeMutableReadableBytes { bytes in
            patch.apply(to: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]), counter: &counter) { raw in
                // Clocks outside the clock's PID are of no use to anybody, yet must not contradict it.
                guard isClockTrack else { return ProgramClock.wrapped(clock.last?.output ?? 0) }
                let value = clock.next(
                    raw: raw, decodeTime: placement.decodeTime, rawDecodeTime: unit.decodeTime)
                return ProgramClock.wrapped(value)
            }
        }
        lanes[index].counter = counter
        self.clock = clock
    }

    /// Where units were lost on the way, or dropped, clock and tables still come as often as they must: packets with
    /// the values between the last clock and the unit's own go before it, behind the tables that a segment begins with.
    /// So many at most as fit into a step that is no jump.
    private mutating func fillClock(_ unit: TransportUnit, _ placement: Placement, into output: inout ByteBuffer) {
        guard var reached = clock.last?.output else { return }
        var ahead = clock
        let next = ahead.next(raw: unit.programClock, decodeTime: placement.decodeTime, rawDecodeTime: unit.decodeTime)
        let ticks = Int64(ProgramClock.ticksPerTimestamp)
        let longest = Self.longestClockInterval * ticks
        guard next - reached > longest else { return }
        // Tables that stand in front already come with the last clock.
        if hasTablesInFront { tablesTime = placement.decodeTime - (next - reached) / ticks }
        let lane = lanes[laneIndices[unit.trackIndex]]
        while next - reached > longest {
            reached += Self.clockInterval
            let decodeTime = placement.decodeTime - (next - reached) / ticks
            if let tablesTime, decodeTime - tablesTime >= Self.tablesInterval {
                tables.write(into: &output)
                self.tablesTime = decodeTime
            }
            AdaptationPacket.write(
                clock: ProgramClock.wrapped(reached), pid: lane.pid, counter: lane.counter, into: &output)
        }
    }

    /// Where the input's clock has another PID, is missing or pauses, a packet with the clock goes before the unit.
    private mutating func writeClock(
        _ unit: TransportUnit, _ placement: Placement, pid: UInt16, into output: inout ByteBuffer
    ) {
        let carriesClock = tracks[unit.trackIndex].carriesClock
        if carriesClock, unit.programClock != nil { return }
        if let last = clock.last {
            let passed = (placement.decodeTime - last.decodeTime) * Int64(ProgramClock.ticksPerTimestamp)
            if passed < Self.clockInterval { return }
        }
        let value = clock.next(
            raw: carriesClock ? nil : unit.programClock, decodeTime: placement.decodeTime,
            rawDecodeTime: unit.decodeTime)
        AdaptationPacket.write(
            clock: ProgramClock.wrapped(value), pid: pid, counter: lanes[laneIndices[unit.trackIndex]].counter,
            into: &output)
    }
}
