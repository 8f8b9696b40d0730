/// When packets with nothing but the programme's clock are due, because no PES packet brings it in time.
struct ClockPacer {
    /// The clock's last time, 90 kHz.
    private var last: Int64
    /// The next segment's first: this one's stay before it.
    private let end: Int64?

    init(_ program: OnDemandProgram, segment: Int) {
        last = (program.clockStart(segment) ?? 0) - SegmentLayout.clockInterval
        end = program.clockStart(segment + 1)
    }

    /// The time of a packet that has to go before the unit. Nil: none has to; the unit may be written.
    mutating func next(before unit: SegmentPlan.Unit) -> Int64? {
        let time = unit.decodeTime
        // What brings the clock itself need not have it in front at the same time.
        if let due = next(upTo: unit.lane == 0 ? time - 1 : time) { return due }
        if unit.lane == 0 { last = max(last, time) }
        return nil
    }

    /// The time of a packet that has to go before the next segment.
    mutating func next() -> Int64? {
        guard let end else { return nil }
        return next(upTo: end - 1)
    }

    private mutating func next(upTo time: Int64) -> Int64? {
        let due = last + SegmentLayout.clockInterval
        guard due <= time, due < end ?? .max else { return nil }
        last = due
        return due
    }
}
