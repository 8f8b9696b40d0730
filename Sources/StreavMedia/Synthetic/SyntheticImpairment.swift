/// Something that goes wrong with a synthetic channel, once in each period, at a time that its seed tells.
///
/// All is done by whole groups of pictures, so times are even numbers of seconds.
public struct SyntheticImpairment: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// One to three packets of each group are lost.
        case continuity = "cc"
        /// The clock reference jumps by 5 to 60 seconds, the timestamps do not.
        case clockJump = "pcr"
        /// Clock reference and timestamps jump by 5 to 60 seconds, forwards or back.
        case timeJump = "pts"
        /// Clock reference and timestamps jump to where the timestamps pass 2^33 in the middle of the time.
        case wrap
        /// Null packets in place of PAT and PMT.
        case missingTables = "pat"
        /// The sound is MPEG-1 layer II rather than AAC.
        case codec
        /// The picture is 480 × 270, or where it is that by itself 320 × 180.
        case resolution
        /// Four times the bitrate, or 1 Mbit/s where none is set.
        case burst
        /// Nothing comes, as from a source whose socket stays open.
        case silence
        /// Media comes at 0.7 times its rate; what could not be sent is lost.
        case slow
        /// The source is gone. Here the period is counted from 1970, up first, and down for the rest.
        case flapping
    }

    public let kind: Kind
    /// Seconds, even: how long it lasts.
    public let length: Int
    /// Seconds, even: it comes once in so many, counted from 1970. Not less than ``length``.
    public let period: Int

    /// - Parameters:
    ///   - length: 2 to ``period``, even.
    ///   - period: 2 to 86 400, even.
    public init(_ kind: Kind, length: Int, period: Int) throws(SyntheticError) {
        let periods = SyntheticLimits.period
        guard periods.contains(period), (2...period).contains(length), length % 2 == 0, period % 2 == 0 else {
            throw SyntheticError(
                .invalidImpairment,
                "The impairment \(kind.rawValue) lasts an even number of seconds, 2 or more, and comes once in an "
                    + "even number of seconds, no less than it lasts and at most \(periods.upperBound).")
        }
        self.kind = kind
        self.length = length
        self.period = period
    }

    /// A source that comes and goes: so many seconds up, then so many down, both even.
    public static func flapping(up: Int, down: Int) throws(SyntheticError) -> Self {
        let times = 2...SyntheticLimits.period.upperBound / 2
        guard times.contains(up), times.contains(down) else {
            throw SyntheticError(
                .invalidImpairment,
                "A flapping source is up and down for 2 to \(times.upperBound) seconds each.")
        }
        return try Self(.flapping, length: down, period: up + down)
    }

    static func check(_ impairments: [Self]) throws(SyntheticError) {
        guard Set(impairments.map(\.kind)).count == impairments.count else {
            throw SyntheticError(.invalidImpairment, "An impairment of one kind may be named once.")
        }
    }
}
