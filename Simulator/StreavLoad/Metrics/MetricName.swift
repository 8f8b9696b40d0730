/// Everything that is measured of viewers, by the name it has in scenarios and reports.
public enum MetricName: String, Sendable, Hashable, CaseIterable, Codable {
    /// From the intent to play to the first frame, of sessions that reached it.
    case startup = "qoe.startup_ms"
    /// Left by the viewer before the first frame, without an error; of all attempts.
    case exitBeforeStart = "qoe.exit_before_start_rate"
    /// Fatal technical errors before the first frame, of all attempts. With the tag `cause=denied`: refusals (a limit,
    /// an expiry), which a scenario may well want.
    case startFailure = "qoe.start_failure_rate"
    /// Fatal technical errors after the first frame, of all plays. With the tag `cause=denied`: refusals.
    case playbackFailure = "qoe.playback_failure_rate"
    /// From a change of channel to the first frame of the new one.
    case zap = "qoe.zap_ms"
    /// Stalls that the viewer did not cause. As a distribution: of each session.
    case rebufferCount = "qoe.rebuffer_count"
    /// The same per minute of rendered media.
    case rebufferRate = "qoe.rebuffer_rate"
    /// Stalled time of stalled and rendered time: pooled over all sessions, and as a distribution of each.
    case rebufferRatio = "qoe.rebuffer_ratio"
    /// From the arrival of a segment's last byte to the instant it is to be played; negative: a stall of that length.
    case slack = "qoe.slack_ms"
    /// Of rendered media.
    case bitrate = "qoe.bitrate"
    /// Changes of the rendition per minute of rendered media.
    case switches = "qoe.switches"
    /// From the capture of the shown frame to now.
    case latency = "qoe.latency_ms"
    /// How often the play-head fell out of the window.
    case windowMisses = "qoe.window_misses"
    /// Media that was jumped over.
    case skipped = "qoe.skipped_s"
    /// From the availability of the newest listed segment to the reload that listed it.
    case staleness = "qoe.staleness_ms"
    /// How late reloads were started: the health of the generator itself.
    case reloadLateness = "gen.reload_lateness_ms"
    /// Bytes of playlists per byte of media.
    case playlistShare = "net.playlist_share"
    /// Bytes received in vain: aborted and repeated downloads.
    case wastedBytes = "net.wasted_bytes"
    /// ITU-T P.1203, mode 0: an indicator only.
    case qualityScore = "qoe.p1203"
    /// Sessions at a time, weighted by time.
    case concurrency = "sessions.concurrent"
    /// Jain's index of the bitrates of viewers on one network: 1 where all have the same.
    case fairness = "qoe.fairness"
    /// Answers with a status of 500 or more, of all answers.
    case serverErrors = "http.5xx_rate"
    /// From the intended start of a request to its last byte.
    case requestLatency = "http.latency_ms"

    public var unit: MetricUnit {
        switch self {
        case .startup, .zap, .slack, .latency, .staleness, .reloadLateness, .requestLatency: .milliseconds
        case .exitBeforeStart, .startFailure, .playbackFailure, .rebufferRatio, .playlistShare, .fairness,
            .serverErrors:
            .ratio
        case .rebufferCount, .windowMisses, .concurrency: .count
        case .rebufferRate, .switches: .perMinute
        case .bitrate: .bitsPerSecond
        case .skipped: .seconds
        case .wastedBytes: .bytes
        case .qualityScore: .score
        }
    }

    public var kind: MetricKind {
        switch self {
        case .startup, .zap, .slack, .bitrate, .latency, .staleness, .reloadLateness, .qualityScore, .concurrency,
            .requestLatency:
            .distribution
        case .exitBeforeStart, .startFailure, .playbackFailure, .rebufferRatio, .playlistShare, .fairness,
            .serverErrors:
            .ratio
        case .rebufferCount, .windowMisses, .skipped, .wastedBytes: .counter
        case .rebufferRate, .switches: .rate
        }
    }

    /// Nil: neither is better.
    public var higherIsBetter: Bool? {
        switch self {
        case .slack, .bitrate, .qualityScore, .fairness: true
        case .concurrency: nil
        default: false
        }
    }
}
