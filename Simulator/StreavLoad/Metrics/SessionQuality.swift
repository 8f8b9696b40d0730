public import StreavPorts
import StreavDomain

/// What one viewer lived through, from the intent to play to the end: sums and small histograms, no list of events.
///
/// An attempt is an intent to play: the first, and each change of channel before anything was shown. Stalls are those
/// that the viewer did not cause: a stall under way when the viewer pauses, seeks, zaps or leaves ends there.
public struct SessionQuality: Sendable, Hashable {
    /// Stalls longer than this are counted once more by themselves: they are what people notice.
    public static let noticeableStall = Duration.milliseconds(1250)

    /// When the viewer first wanted to play.
    public let intent: MonotonicInstant
    /// From the intent to the first frame; nil until there is one.
    public private(set) var startup: Duration?
    /// Intents to play before the first frame, the first included.
    public private(set) var attempts: UInt64 = 1
    /// Attempts given up by the viewer.
    public private(set) var exitsBeforeStart: UInt64 = 0
    public private(set) var outcome: SessionOutcome?

    public private(set) var stallCount: UInt64 = 0
    public private(set) var stalled = Duration.zero
    public private(set) var noticeableStallCount: UInt64 = 0
    public private(set) var noticeablyStalled = Duration.zero

    public private(set) var rendered = Duration.zero
    /// Σ bitrate · duration of rendered media: bits.
    public private(set) var renderedBits = 0.0
    public private(set) var switchesUp: UInt64 = 0
    public private(set) var switchesDown: UInt64 = 0
    /// Σ |Δ ln bitrate| of the switches.
    public private(set) var switchDistance = 0.0

    public private(set) var windowMisses: UInt64 = 0
    public private(set) var skipped = Duration.zero
    public private(set) var zaps: UInt64 = 0
    public private(set) var mediaBytes: UInt64 = 0
    public private(set) var playlistBytes: UInt64 = 0
    public private(set) var wastedBytes: UInt64 = 0

    /// In milliseconds.
    public private(set) var zapTimes = Histogram()
    public private(set) var seekTimes = Histogram()
    public private(set) var slack = Histogram()
    public private(set) var latency = Histogram()
    public private(set) var staleness = Histogram()

    /// How well it was to be watched, in slices.
    public private(set) var slices = ScoreSlices()

    private var stallStart: MonotonicInstant?
    private var zapStart: MonotonicInstant?
    private var seekStart: MonotonicInstant?
    /// Of the rung shown last, since the channel was chosen.
    private var lastNominal: Int?

    public init(intent: MonotonicInstant) {
        self.intent = intent
    }

    /// T_S / (T_S + P); nil where nothing was shown.
    public var rebufferRatio: Double? {
        let whole = (stalled + rendered).inSeconds
        return startup == nil || whole <= 0 ? nil : stalled.inSeconds / whole
    }

    /// Bits per second of rendered media.
    public var averageBitrate: Double? {
        rendered > .zero ? renderedBits / rendered.inSeconds : nil
    }

    public var hasEnded: Bool { outcome != nil }

    /// Takes what the play-out buffer tells.
    public mutating func apply(_ event: PlayoutEvent) {
        guard !hasEnded else { return }
        switch event {
        case .started(let now): started(at: now)
        case .rendered(let media, let bitrate, let nominal): render(media, bitrate: bitrate, nominal: nominal)
        case .stallBegan(let now): stallStart = stallStart ?? now
        case .stallEnded(let now): endStall(at: now)
        case .slack(let duration): slack.record(duration.inSeconds * 1000)
        case .ended(let now): end(.finished, at: now)
        }
    }

    /// The viewer wants another channel.
    public mutating func zap(at now: MonotonicInstant) {
        guard !hasEnded else { return }
        endStall(at: now)
        zaps += 1
        if startup == nil {
            attempts += 1
            exitsBeforeStart += 1
        }
        seekStart = nil
        zapStart = now
        lastNominal = nil
        slices.cut()
    }

    /// The viewer wants another place.
    public mutating func seek(at now: MonotonicInstant) {
        guard !hasEnded else { return }
        endStall(at: now)
        if startup != nil, zapStart == nil { seekStart = now }
        slices.cut()
    }

    /// What the pictures of a rendition are like, by the bits per second of its rung.
    public mutating func know(_ format: PictureFormat, ofNominal nominal: Int) {
        slices.know(format, ofNominal: nominal)
    }

    public mutating func missWindow() {
        windowMisses += 1
    }

    /// Media that will never be shown: a hole, a jump.
    public mutating func skip(_ media: Duration) {
        if media > .zero { skipped += media }
    }

    public mutating func sampleLatency(_ latency: Duration) {
        self.latency.record(latency.inSeconds * 1000)
    }

    public mutating func sampleStaleness(_ age: Duration) {
        staleness.record(age.inSeconds * 1000)
    }

    public mutating func receivedMedia(bytes: Int) {
        mediaBytes += UInt64(max(bytes, 0))
    }

    public mutating func receivedPlaylist(bytes: Int) {
        playlistBytes += UInt64(max(bytes, 0))
    }

    /// Media bytes that are of no use: those of an abandoned download, or of one that came twice. Counted as media too.
    public mutating func wasted(bytes: Int) {
        wastedBytes += UInt64(max(bytes, 0))
        mediaBytes += UInt64(max(bytes, 0))
    }

    /// The session is over; what comes later does not count. The first outcome stays.
    public mutating func end(_ outcome: SessionOutcome, at now: MonotonicInstant) {
        guard !hasEnded else { return }
        endStall(at: now)
        if startup == nil, outcome == .closed { exitsBeforeStart += 1 }
        self.outcome = outcome
        slices.cut()
    }

    private mutating func started(at now: MonotonicInstant) {
        // A slice begins with what its viewer waited for it.
        slices.stall((now - (zapStart ?? seekStart ?? intent)).inSeconds)
        if startup == nil {
            // Whoever zapped before anything was shown waited from that zap on.
            startup = now - (zapStart ?? intent)
        } else if zapStart == nil, let start = seekStart {
            seekTimes.record((now - start).inSeconds * 1000)
        }
        if let zapStart { zapTimes.record((now - zapStart).inSeconds * 1000) }
        zapStart = nil
        seekStart = nil
    }

    private mutating func endStall(at now: MonotonicInstant) {
        guard let start = stallStart else { return }
        stallStart = nil
        let length = now - start
        // A segment that comes at the very instant it is needed makes no pause.
        guard length > .zero else { return }
        stallCount += 1
        stalled += length
        slices.stall(length.inSeconds)
        if length > Self.noticeableStall {
            noticeableStallCount += 1
            noticeablyStalled += length
        }
    }

    private mutating func render(_ media: Duration, bitrate: Double, nominal: Int) {
        rendered += media
        renderedBits += bitrate * media.inSeconds
        slices.render(media.inSeconds, bitrate: bitrate, nominal: nominal)
        defer { lastNominal = nominal }
        guard let lastNominal, lastNominal != nominal else { return }
        if nominal > lastNominal { switchesUp += 1 } else { switchesDown += 1 }
        if nominal > 0, lastNominal > 0 {
            switchDistance += ElementaryFunction.natural(Double(nominal) / Double(lastNominal)).magnitude
        }
    }
}
