extension Metric {
    /// What kind of number a metric is, and so which statistics say something about it.
    public enum Form: Sendable, Hashable {
        /// A number of each sample.
        case samples
        /// A quotient of each session, and of the sums of all.
        case quotients
        /// Events of all tries, one number for all.
        case share
        /// Something that is counted up.
        case counter
        /// A level over time, weighted by time.
        case level
    }

    public var form: Form {
        switch self {
        case .startup, .zap, .slack, .latency, .staleness, .reloadLateness, .httpLatency, .score: .samples
        case .rebufferRate, .rebufferRatio, .bitrate, .switches, .fairness: .quotients
        case .exitBeforeStart, .startFailure, .playbackFailure, .playlistShare, .serverErrors: .share
        case .rebufferCount, .windowMisses, .skipped, .wastedBytes: .counter
        case .concurrentSessions: .level
        }
    }

    /// Whether a statistic means anything for this metric.
    public func allows(_ statistic: Statistic) -> Bool {
        switch (form, statistic) {
        case (.share, .pooled), (.share, .rate), (.share, .count): true
        case (.share, _): false
        case (_, .percentile), (_, .minimum), (_, .maximum), (_, .mean): true
        case (.samples, .count), (.quotients, .count), (.counter, .count): true
        case (.quotients, .pooled): true
        case (.counter, .rate): true
        default: false
        }
    }

    /// The names of the statistics that mean something for this metric.
    public var statisticNames: [String] {
        let each = ["p1…p99.9", "min", "max", "mean"]
        return switch form {
        case .samples: each + ["count"]
        case .quotients: each + ["pooled", "count"]
        case .share: ["pooled", "rate", "count"]
        case .counter: each + ["rate", "count"]
        case .level: each
        }
    }

    /// What a reading may be narrowed down to.
    public var tags: [MetricTag] {
        switch self {
        case .startFailure: [.cohort, .channel, .node, .status]
        case .serverErrors: [.cohort, .route, .node]
        case .httpLatency: [.cohort, .channel, .route, .status, .node]
        case .reloadLateness, .fairness: [.cohort]
        case .playlistShare, .wastedBytes, .exitBeforeStart, .playbackFailure: [.cohort, .channel, .node]
        default: [.cohort, .channel, .node]
        }
    }
}
