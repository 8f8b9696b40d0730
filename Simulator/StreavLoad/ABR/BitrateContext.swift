/// What a choice of bitrate is made on.
public struct BitrateContext: Sendable, Hashable {
    /// Of the rungs, rising, in bits per second; at least one.
    public var bandwidths: [Int]
    /// The rung of the last segment; nil before the first.
    public var current: Int?
    public var buffered: Duration
    /// Of the next segment.
    public var segmentDuration: Duration

    public init(bandwidths: [Int], current: Int?, buffered: Duration, segmentDuration: Duration) {
        precondition(!bandwidths.isEmpty, "a ladder has a rung")
        self.bandwidths = bandwidths
        self.current = current
        self.buffered = buffered
        self.segmentDuration = segmentDuration
    }

    /// The highest rung of at most so many bits per second; the lowest where all have more.
    func highestRung(within limit: Double) -> Int {
        bandwidths.lastIndex { Double($0) <= limit } ?? 0
    }
}
