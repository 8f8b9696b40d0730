/// Reads the units of one lane in one segment, in decoding order.
struct OnDemandLaneReader {
    /// Sound in one PES packet, and also the longest time without a clock: the standard allows 100 ms.
    static let longestUnit: Int64 = Timestamp33.ticksPerSecond * 9 / 100
    /// A PES packet of sound says its length in 16 bits.
    static let largestUnit = 32 << 10

    let lane: Int
    let kind: TrackKind
    private let timeline: OnDemandTimeline
    private var cursor: SampleCursor
    private var left: Int
    private var pending: MovieSample?

    /// - Parameter samples: Indices of the lane's track.
    init(_ lane: Int, _ track: MovieTrack, _ timeline: OnDemandTimeline, samples: Range<Int>) {
        self.lane = lane
        kind = track.codec.kind
        self.timeline = timeline
        cursor = track.samples.cursor(at: samples.lowerBound)
        left = samples.count
    }

    mutating func next() -> OnDemandUnit? {
        guard let first = take() else { return nil }
        var unit = OnDemandUnit(
            lane: lane, decodeTime: timeline.decoding(first), presentationTime: timeline.presentation(first),
            isKey: first.isSync, first: first, sampleBytes: first.size)
        guard kind == .audio else { return unit }
        var expected = first.decodeTime + Int64(first.duration)
        while let sample = take() {
            let end = timeline.presentationEnd(sample)
            guard sample.decodeTime == expected, end - unit.presentationTime <= Self.longestUnit,
                unit.sampleBytes + sample.size <= Self.largestUnit
            else {
                pending = sample
                break
            }
            expected += Int64(sample.duration)
            unit.more.append(sample)
            unit.sampleBytes += sample.size
        }
        return unit
    }

    private mutating func take() -> MovieSample? {
        if let sample = pending {
            pending = nil
            return sample
        }
        guard left > 0 else { return nil }
        left -= 1
        return cursor.next()
    }
}
