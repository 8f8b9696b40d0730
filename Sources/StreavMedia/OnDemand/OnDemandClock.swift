/// When a segment's packets carry the clock (ISO/IEC 13818-1 section 2.7.2: every 100 ms at least).
struct OnDemandClock {
    /// The lane whose PID has the clock.
    let lane: Int
    /// Where the next segment's clock begins: this one's ends before.
    private let limit: Int64
    private var last: Int64?

    init(lane: Int, limit: Int64) {
        self.lane = lane
        self.limit = limit
    }

    /// - Returns: The times of packets that carry nothing but the clock, to go before the unit; and whether the unit
    ///   carries it.
    mutating func times(before unit: OnDemandUnit) -> (alone: StrideThrough<Int64>, withUnit: Bool) {
        let time = min(unit.decodeTime, limit - 1)
        let isOwn = unit.lane == lane
        let interval = OnDemandLaneReader.longestUnit
        guard let last else {
            self.last = time
            return (stride(from: time, through: isOwn ? time - 1 : time, by: Int(interval)), isOwn)
        }
        let end = isOwn ? time - 1 : time
        let alone = stride(from: last + interval, through: end, by: Int(interval))
        let count = last + interval <= end ? (end - last) / interval : 0
        self.last = isOwn ? time : last + count * interval
        return (alone, isOwn)
    }
}
