/// The thresholds by which inputs are judged, beside each plan's own `deadAfter`.
public struct SourceRules: Sendable, Equatable {
    /// The wait before the first retry; it doubles with each failure in a row up to ``longestBackoff``.
    public var firstBackoff: Duration = .milliseconds(500)
    public var longestBackoff: Duration = .seconds(30)
    /// A wait is drawn from `1 - jitter` to `1 + jitter` times its length, so that a thousand channels of one encoder
    /// do not come back in the same instant. 0 to 1.
    public var jitter = 0.5
    /// How long an input must deliver without fault before a better one is returned to, and before its failures are
    /// forgotten.
    public var healthTime: Duration = .seconds(10)
    /// The time between two switches away from an input that still delivers. Leaving a dead one never waits.
    public var switchInterval: Duration = .seconds(30)
    /// An input whose media advances less than so much of real time, over ``rateWindow`` and for ``rateHold``, is
    /// degraded. 8.5 s in all, within the 10 s of FO-10; a source that sends blocks of 4 s never looks slow.
    public var slowestRate = 0.85
    public var rateWindow: Duration = .seconds(5)
    public var rateHold: Duration = .milliseconds(3500)
    /// A mandatory track may be silent for so long.
    public var missingTrackAfter: Duration = .seconds(5)
    /// An input may take so long from its tracks to its first key frame.
    public var keyFrameAfter: Duration = .seconds(20)
    /// More errors than this within ``errorWindow`` and the input is dead.
    public var errorLimit = 100
    public var errorWindow: Duration = .seconds(5)
    /// An input that was silent from the start is given twice the time at each further attempt, up to this: origins
    /// that start on demand may need seconds, and fail over at `deadAfter` all the same.
    public var longestOpening: Duration = .seconds(10)
    /// Lower inputs are opened for a look at their tracks after the active one has been on for ``probeAfter``, and then
    /// every ``probeInterval``: a backup that is dead or divergent is known before it is needed (FO-9). Nil: never.
    public var probeAfter: Duration? = .seconds(30)
    public var probeInterval: Duration = .seconds(600)

    public init() {}
}
