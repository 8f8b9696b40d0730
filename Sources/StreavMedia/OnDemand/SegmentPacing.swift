/// When a segment has to end, 90 kHz.
struct SegmentPacing: Sendable {
    /// Of the segments, in whole seconds where the target is.
    let target: Int64
    /// The longest that still rounds to the target (HLS-06), in the milliseconds that playlists state.
    let limit: Int64

    init(_ target: Duration) {
        let seconds = Double(target.components.seconds) + Double(target.components.attoseconds) / 1e18
        self.target = Int64((seconds * Double(Timestamp33.ticksPerSecond)).rounded())
        let rounded = Int64(seconds.rounded()) * Timestamp33.ticksPerSecond
        limit = max(self.target, rounded + 499 * Timestamp33.ticksPerSecond / 1_000)
    }

    static func milliseconds(_ time: Int64) -> Int64 {
        // Floor division, so that a time before the beginning is rounded like any other.
        let doubled = 2 * time + 90
        return doubled >= 0 ? doubled / 180 : -((179 - doubled) / 180)
    }

    /// Cuts by time alone from `start` on, where nothing else says where, up to `end`, neither included.
    func cuts(from start: Int64, to end: Int64) -> [Int64] {
        guard end - start > limit else { return [] }
        var cuts: [Int64] = []
        var next = start + target
        while next < end, cuts.count <= OnDemandLimits.segments {
            cuts.append(next)
            if end - next <= limit { break }
            next += target
        }
        return cuts
    }
}
