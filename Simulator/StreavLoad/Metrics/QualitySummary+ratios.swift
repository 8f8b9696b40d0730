import StreavDomain

extension QualitySummary {
    /// Fatal technical errors before the first frame, of all attempts. Nil without attempts.
    public var startFailureRate: Double? { ratio(startFailures, attempts) }
    /// Refusals before the first frame, of all attempts.
    public var startDenialRate: Double? { ratio(startDenials, attempts) }
    public var exitBeforeStartRate: Double? { ratio(exitsBeforeStart, attempts) }
    /// Fatal technical errors after the first frame, of all plays.
    public var playbackFailureRate: Double? { ratio(playbackFailures, plays) }
    public var playbackDenialRate: Double? { ratio(playbackDenials, plays) }

    /// Σ stalled / Σ (stalled + rendered). Nil where nothing was shown.
    public var rebufferRatio: Double? { ratio(stalled.inSeconds, (stalled + rendered).inSeconds) }
    /// The same with the stalls longer than ``SessionQuality/noticeableStall`` alone.
    public var noticeableRebufferRatio: Double? {
        ratio(noticeablyStalled.inSeconds, (noticeablyStalled + rendered).inSeconds)
    }
    /// Stalls per minute of rendered media.
    public var rebufferRate: Double? { ratio(Double(stallCount), rendered.inSeconds / 60) }
    /// Bits per second over all rendered media.
    public var averageBitrate: Double? { ratio(renderedBits, rendered.inSeconds) }
    /// Switches per minute of rendered media.
    public var switchRate: Double? { ratio(Double(switchesUp + switchesDown), rendered.inSeconds / 60) }
    /// Jain's index of the sessions' bitrates: 1 where all have the same, 1/n where one has all.
    public var fairness: Double? {
        ratio(bitrateSum * bitrateSum, Double(bitrates.count) * bitrateSquares)
    }
    public var playlistShare: Double? { ratio(playlistBytes, mediaBytes) }

    private func ratio(_ part: UInt64, _ whole: UInt64) -> Double? {
        ratio(Double(part), Double(whole))
    }

    private func ratio(_ part: Double, _ whole: Double) -> Double? {
        whole > 0 ? part / whole : nil
    }
}
