import StreavDomain

/// The highest rung that the measured throughput carries: with a margin to stay, and a larger one to go up.
public struct ThroughputRule: BitrateRule {
    /// Of the estimate, to stay or to go down.
    public static let stayShare = 0.95
    /// Of the estimate, to go up.
    public static let climbShare = 0.7
    /// A download is looked at only once it has run so long: the first packets say nothing.
    public static let abandonGrace = Duration.milliseconds(500)

    public private(set) var estimate = ThroughputEstimate()

    public init() {}

    public mutating func completed(_ download: SegmentDownload) {
        estimate.add(bytes: download.bytesReceived, over: download.elapsed)
    }

    public func rung(_ context: BitrateContext) -> Int {
        let throughput = estimate.bitsPerSecond
        let climb = context.highestRung(within: throughput * Self.climbShare)
        guard let current = context.current, climb <= current else { return climb }
        return min(current, context.highestRung(within: throughput * Self.stayShare))
    }

    /// Abandons a download that, at its own speed, ends after the buffer has run dry, where a lower rung from its
    /// beginning would be there sooner than its rest.
    public func rung(insteadOf download: SegmentDownload, _ context: BitrateContext) -> Int? {
        guard download.rung > 0, download.elapsed >= Self.abandonGrace else { return nil }
        let segment = context.segmentDuration.inSeconds
        let total =
            download.bytesTotal.map { Double($0) * 8 } ?? Double(context.bandwidths[download.rung]) * segment
        let speed = max(Double(download.bytesReceived) * 8 / download.elapsed.inSeconds, 1)
        let rest = max(total - Double(download.bytesReceived) * 8, 0) / speed
        guard rest > context.buffered.inSeconds else { return nil }
        let lower = min(context.highestRung(within: speed * Self.stayShare), download.rung - 1)
        return Double(context.bandwidths[lower]) * segment / speed < rest ? lower : nil
    }
}
