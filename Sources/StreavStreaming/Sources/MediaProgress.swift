import StreavDomain
import StreavPorts

/// How fast a track's time stamps advance against the clock.
///
/// Time stamps are 33 bits of 90 kHz (ISO/IEC 13818-1 section 2.4.3.7). Steps over ``longestStep`` and steps back are
/// jumps of the source: they count as a sign of life, not as media.
struct MediaProgress: Sendable {
    private static let longestStep: Int64 = 10 * 90_000
    /// Frames out of order step back a little; that is no jump.
    private static let reordering: Int64 = 90_000
    /// Samples are kept so far apart, which bounds their number.
    private static let spacing: Duration = .milliseconds(250)

    private struct Sample {
        let at: MonotonicInstant
        let media: Int64
    }

    private let window: Duration
    private let slowest: Double
    private let hold: Duration
    private var last: UInt64?
    private var media: Int64 = 0
    private var samples: [Sample] = []
    private var crossedAt: MonotonicInstant?
    private(set) var isDegraded = false

    init(rules: SourceRules) {
        self.window = rules.rateWindow
        self.slowest = rules.slowestRate
        self.hold = rules.rateHold
    }

    /// Takes the time stamp of the track's next unit. True if time went on, by a step or by a jump.
    mutating func advance(to time: UInt64, at now: MonotonicInstant) -> Bool {
        guard let last else {
            self.last = time
            note(now)
            return true
        }
        let step = Self.distance(from: last, to: time)
        if step == 0 || (step < 0 && step > -Self.reordering) { return false }
        self.last = time
        if step > 0, step <= Self.longestStep { media += step }
        note(now)
        return true
    }

    /// Media seconds per second over the window; nil while less than a window was seen.
    func rate(at now: MonotonicInstant) -> Double? {
        let start = now - window
        guard let reference = samples.last(where: { $0.at <= start }) else { return nil }
        return Double(media - reference.media) / 90_000 / (now - reference.at).inSeconds
    }

    /// Decides between degraded and not, each after the rate was beyond the limit for the hold time without a break.
    mutating func judge(at now: MonotonicInstant) {
        guard let rate = rate(at: now), (rate < slowest) != isDegraded else {
            crossedAt = nil
            return
        }
        let since = crossedAt ?? now
        crossedAt = since
        guard now - since >= hold else { return }
        isDegraded.toggle()
        crossedAt = nil
    }

    /// The signed distance between two 33-bit time stamps.
    static func distance(from old: UInt64, to new: UInt64) -> Int64 {
        let modulus: Int64 = 1 << 33
        let difference = (Int64(new & 0x1_FFFF_FFFF) - Int64(old & 0x1_FFFF_FFFF)) & (modulus - 1)
        return difference >= modulus / 2 ? difference - modulus : difference
    }

    private mutating func note(_ now: MonotonicInstant) {
        let sample = Sample(at: now, media: media)
        let count = samples.count
        // The newest sample moves on until it is far enough from the one before, so that a burst is one sample.
        if count >= 2, samples[count - 1].at - samples[count - 2].at < Self.spacing {
            samples[count - 1] = sample
            return
        }
        let start = now - window
        // The newest sample before the window is its reference; older ones are of no use.
        if let reference = samples.lastIndex(where: { $0.at <= start }), reference > 0 {
            samples.removeFirst(reference)
        }
        samples.append(sample)
    }
}
