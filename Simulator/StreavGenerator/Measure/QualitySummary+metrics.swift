import StreavDomain
import StreavLoad
import StreavScenario

/// What sessions measure, by the names that scenarios use.
extension QualitySummary {
    /// The samples of a metric: percentiles, extremes and mean are taken from them. Of a ratio, rate or counter: one
    /// value per session. Nil for what sessions do not measure, and where sessions have no value of their own.
    func distribution(of metric: Metric) -> Histogram? {
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
        case .windowMisses: windowMissCounts
        case .skipped: skips
        case .wastedBytes: wastes
        case .score: scores
        default: nil
        }
    }

    /// A metric's one number over all sessions: the pooled ratio or rate, the sum of a counter, the pooled average of a
    /// bitrate. Nil for what sessions do not measure, and where there is nothing to divide by.
    ///
    /// - Parameter denied: Asks for the refusals instead of the technical failures, where both are told apart.
    func pooled(_ metric: Metric, denied: Bool = false) -> Double? {
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
}
