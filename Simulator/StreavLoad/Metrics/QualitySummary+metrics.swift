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

    /// The samples of a metric: percentiles, extremes and mean are taken from them. Of a ratio, rate or counter: one
    /// value per session. Nil for what sessions do not measure, and where sessions have no value of their own.
    public func distribution(of metric: MetricName) -> Histogram? {
        switch metric {
        case .startup: startups
        case .zap: zapTimes
        case .slack: slack
        case .latency: latency
        case .staleness: staleness
        case .bitrate: bitrates
        case .rebufferRatio: rebufferRatios
        case .rebufferCount: rebufferCounts
        case .rebufferRate: rebufferRates
        case .switches: switchRates
        default: nil
        }
    }

    /// A metric's one number over all sessions: the pooled ratio or rate, the sum of a counter, the pooled average of a
    /// bitrate. Nil for what sessions do not measure, and where there is nothing to divide by.
    ///
    /// - Parameter denied: Asks for the refusals instead of the technical failures, where both are told apart.
    public func pooled(_ metric: MetricName, denied: Bool = false) -> Double? {
        switch metric {
        case .exitBeforeStart: exitBeforeStartRate
        case .startFailure: denied ? startDenialRate : startFailureRate
        case .playbackFailure: denied ? playbackDenialRate : playbackFailureRate
        case .rebufferRatio: rebufferRatio
        case .rebufferRate: rebufferRate
        case .rebufferCount: Double(stallCount)
        case .bitrate: averageBitrate
        case .switches: switchRate
        case .windowMisses: Double(windowMisses)
        case .skipped: skipped.inSeconds
        case .playlistShare: playlistShare
        case .wastedBytes: Double(wastedBytes)
        case .fairness: fairness
        default: nil
        }
    }

    private func ratio(_ part: UInt64, _ whole: UInt64) -> Double? {
        ratio(Double(part), Double(whole))
    }

    private func ratio(_ part: Double, _ whole: Double) -> Double? {
        whole > 0 ? part / whole : nil
    }
}
