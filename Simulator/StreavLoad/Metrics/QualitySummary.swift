import StreavDomain

/// The quality of many sessions: totals from which ratios are pooled (Σ / Σ), and distributions over sessions or
/// samples. Summaries of several workers merge into that of all.
public struct QualitySummary: Sendable, Hashable, Codable {
    public internal(set) var sessions: UInt64 = 0
    /// Intents to play that were to show something for the first time.
    public internal(set) var attempts: UInt64 = 0
    /// Sessions that showed something.
    public internal(set) var plays: UInt64 = 0
    public internal(set) var exitsBeforeStart: UInt64 = 0
    public internal(set) var startFailures: UInt64 = 0
    public internal(set) var startDenials: UInt64 = 0
    public internal(set) var playbackFailures: UInt64 = 0
    public internal(set) var playbackDenials: UInt64 = 0
    public internal(set) var zaps: UInt64 = 0

    public internal(set) var stallCount: UInt64 = 0
    public internal(set) var stalled = Duration.zero
    /// Those longer than ``SessionQuality/noticeableStall``.
    public internal(set) var noticeableStallCount: UInt64 = 0
    public internal(set) var noticeablyStalled = Duration.zero
    public internal(set) var rendered = Duration.zero
    public internal(set) var renderedBits = 0.0
    public internal(set) var switchesUp: UInt64 = 0
    public internal(set) var switchesDown: UInt64 = 0
    public internal(set) var switchDistance = 0.0
    public internal(set) var windowMisses: UInt64 = 0
    public internal(set) var skipped = Duration.zero
    public internal(set) var mediaBytes: UInt64 = 0
    public internal(set) var playlistBytes: UInt64 = 0
    public internal(set) var wastedBytes: UInt64 = 0

    /// In milliseconds, one value per session that has one.
    public internal(set) var startups = Histogram()
    /// In milliseconds, one value per change of channel or place.
    public internal(set) var zapTimes = Histogram()
    public internal(set) var seekTimes = Histogram()
    /// In milliseconds, one value per segment or reload.
    public internal(set) var slack = Histogram()
    public internal(set) var latency = Histogram()
    public internal(set) var staleness = Histogram()
    /// One value per session that showed something.
    public internal(set) var rebufferRatios = Histogram()
    public internal(set) var rebufferCounts = Histogram()
    public internal(set) var rebufferRates = Histogram()
    public internal(set) var switchRates = Histogram()
    /// One value per session.
    public internal(set) var windowMissCounts = Histogram()
    /// In seconds.
    public internal(set) var skips = Histogram()
    /// In bytes.
    public internal(set) var wastes = Histogram()
    /// ITU-T P.1203: one value per slice of one to five minutes.
    public internal(set) var scores = Histogram()
    /// Bits per second.
    public internal(set) var bitrates = Histogram()
    /// Σ x and Σ x² of the sessions' bitrates, for Jain's index.
    var bitrateSum = 0.0
    var bitrateSquares = 0.0

    public init() {}

    /// Adds a session. One that has not ended counts with what it lived through so far, and as neither failed nor left.
    public mutating func add(_ session: SessionQuality) {
        sessions += 1
        attempts += session.attempts
        exitsBeforeStart += session.exitsBeforeStart
        zaps += session.zaps
        let hasStarted = session.startup != nil
        switch session.outcome {
        case .failed where hasStarted: playbackFailures += 1
        case .failed: startFailures += 1
        case .denied where hasStarted: playbackDenials += 1
        case .denied: startDenials += 1
        case .finished, .closed, nil: break
        }
        windowMisses += session.windowMisses
        skipped += session.skipped
        mediaBytes += session.mediaBytes
        playlistBytes += session.playlistBytes
        wastedBytes += session.wastedBytes
        zapTimes.merge(session.zapTimes)
        seekTimes.merge(session.seekTimes)
        slack.merge(session.slack)
        latency.merge(session.latency)
        staleness.merge(session.staleness)
        scores.merge(session.slices.scores)
        windowMissCounts.record(Double(session.windowMisses))
        skips.record(session.skipped.inSeconds)
        wastes.record(Double(session.wastedBytes))
        if let startup = session.startup {
            plays += 1
            startups.record(startup.inSeconds * 1000)
            addPlay(session)
        }
    }

    private mutating func addPlay(_ session: SessionQuality) {
        stallCount += session.stallCount
        stalled += session.stalled
        noticeableStallCount += session.noticeableStallCount
        noticeablyStalled += session.noticeablyStalled
        rendered += session.rendered
        renderedBits += session.renderedBits
        switchesUp += session.switchesUp
        switchesDown += session.switchesDown
        switchDistance += session.switchDistance
        rebufferCounts.record(Double(session.stallCount))
        if let ratio = session.rebufferRatio { rebufferRatios.record(ratio) }
        if let bitrate = session.averageBitrate {
            bitrates.record(bitrate)
            bitrateSum += bitrate
            bitrateSquares += bitrate * bitrate
            let minutes = session.rendered.inSeconds / 60
            rebufferRates.record(Double(session.stallCount) / minutes)
            switchRates.record(Double(session.switchesUp + session.switchesDown) / minutes)
        }
    }

    /// Adds the sessions of another summary.
    public mutating func merge(_ other: QualitySummary) {
        for total in Self.totals { self[keyPath: total] += other[keyPath: total] }
        for total in Self.durations { self[keyPath: total] += other[keyPath: total] }
        for total in Self.sums { self[keyPath: total] += other[keyPath: total] }
        for histogram in Self.histograms { self[keyPath: histogram].merge(other[keyPath: histogram]) }
    }

    private static var totals: [WritableKeyPath<QualitySummary, UInt64>] {
        [
            \.sessions, \.attempts, \.plays, \.exitsBeforeStart, \.startFailures, \.startDenials, \.playbackFailures,
            \.playbackDenials, \.zaps, \.stallCount, \.noticeableStallCount, \.switchesUp, \.switchesDown,
            \.windowMisses, \.mediaBytes, \.playlistBytes, \.wastedBytes,
        ]
    }

    private static var durations: [WritableKeyPath<QualitySummary, Duration>] {
        [\.stalled, \.noticeablyStalled, \.rendered, \.skipped]
    }

    private static var sums: [WritableKeyPath<QualitySummary, Double>] {
        [\.renderedBits, \.switchDistance, \.bitrateSum, \.bitrateSquares]
    }

    private static var histograms: [WritableKeyPath<QualitySummary, Histogram>] {
        [
            \.startups, \.zapTimes, \.seekTimes, \.slack, \.latency, \.staleness, \.rebufferRatios, \.rebufferCounts,
            \.rebufferRates, \.switchRates, \.bitrates, \.windowMissCounts, \.skips, \.wastes, \.scores,
        ]
    }
}
