import StreavDomain

/// Throughput while the buffer is low, BOLA above, and neither may choose what would empty the buffer.
public struct DynamicRule: BitrateRule {
    /// From here on BOLA chooses.
    public static let bolaBuffer = Duration.seconds(10)
    /// The share of the throughput that a segment may take, with a buffer of one segment or less, and of two or more.
    public static let leastShare = 0.5
    public static let mostShare = 0.7

    private var throughput = ThroughputRule()
    private let bola = BolaRule()

    public init() {}

    public var estimate: ThroughputEstimate { throughput.estimate }

    public mutating func completed(_ download: SegmentDownload) {
        throughput.completed(download)
    }

    public func rung(_ context: BitrateContext) -> Int {
        let wanted = context.buffered < Self.bolaBuffer ? throughput.rung(context) : bola.rung(context)
        return min(wanted, context.highestRung(within: guardedBitrate(context)))
    }

    public func rung(insteadOf download: SegmentDownload, _ context: BitrateContext) -> Int? {
        throughput.rung(insteadOf: download, context)
    }

    /// The bitrate with which the next segment takes no longer than its share of what is buffered. Before the first
    /// segment there is no buffer to empty.
    private func guardedBitrate(_ context: BitrateContext) -> Double {
        let segment = context.segmentDuration.inSeconds
        guard context.current != nil, segment > 0 else { return .infinity }
        let level = context.buffered.inSeconds / segment
        let share = Self.leastShare + (Self.mostShare - Self.leastShare) * min(max(level - 1, 0), 1)
        return share * throughput.estimate.bitsPerSecond * level
    }
}
