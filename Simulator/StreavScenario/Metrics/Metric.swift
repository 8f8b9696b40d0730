/// What a run measures, by the names that scenarios use.
public enum Metric: String, Sendable, Hashable, CaseIterable {
    /// From the intent to play to the first frame, milliseconds; sessions that got there.
    case startup = "qoe.startup_ms"
    /// Left without a frame and without an error, of all attempts.
    case exitBeforeStart = "qoe.exit_before_start_rate"
    /// A fatal error before the first frame, of all attempts. Tag `status`: `technical` or `denied`.
    case startFailure = "qoe.start_failure_rate"
    /// A fatal error after the first frame, of all plays.
    case playbackFailure = "qoe.playback_failure_rate"
    /// From the intent to change the channel to the first frame of the new one, milliseconds.
    case zap = "qoe.zap_ms"
    /// Stalls of a session that neither a zap nor a jump nor a pause caused.
    case rebufferCount = "qoe.rebuffer_count"
    /// Those by minute of rendered media.
    case rebufferRate = "qoe.rebuffer_rate"
    /// Their time, of their time and that of rendered media.
    case rebufferRatio = "qoe.rebuffer_ratio"
    /// From the arrival of a segment's last byte to when it had to be there, milliseconds; negative is a stall.
    case slack = "qoe.slack_ms"
    /// Bits a second of rendered media, weighted by time.
    case bitrate = "qoe.bitrate"
    /// Changes of rendition by minute.
    case switches = "qoe.switches"
    /// From capture to display, milliseconds.
    case latency = "qoe.latency_ms"
    /// Times that a play-head was outside of the window.
    case windowMisses = "qoe.window_misses"
    /// Seconds of media lost at jumps and holes.
    case skipped = "qoe.skipped_s"
    /// The age of the newest segment at each reload, milliseconds.
    case staleness = "qoe.staleness_ms"
    /// From when a reload was meant to start to when it did, milliseconds: the health of the generator, not of the
    /// platform.
    case reloadLateness = "gen.reload_lateness_ms"
    /// Bytes of playlists by bytes of media.
    case playlistShare = "net.playlist_share"
    /// Bytes fetched in vain: aborted, or twice.
    case wastedBytes = "net.wasted_bytes"
    /// ITU-T P.1203 mode 0, 1 to 5; an indicator.
    case score = "qoe.p1203"
    /// Sessions at a time.
    case concurrentSessions = "sessions.concurrent"
    /// Jain's index over viewers of one network, 0 to 1.
    case fairness = "qoe.fairness"
    /// Answers of status 500 and above, of all.
    case serverErrors = "http.5xx_rate"
    /// From when a request was meant to start to the end of its answer, milliseconds.
    case httpLatency = "http.latency_ms"
}
