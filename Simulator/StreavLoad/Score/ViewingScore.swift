/// How a minute to five of watching are judged as a whole, from the scores of their seconds and the stalls among them:
/// the parametric part of ITU-T P.1203.3 (2019), which is three quarters of its result. The rest of it, a forest of
/// decision trees, is left out, and the parametric part counts for all: an indicator.
public struct ViewingScore: Sendable, Hashable {
    public struct Stall: Sendable, Hashable {
        /// Seconds of media before it; 0: before the first frame.
        public let place: Double
        /// Seconds.
        public let length: Double

        public init(place: Double, length: Double) {
            self.place = place
            self.length = length
        }
    }

    /// O.23: of the stalls alone.
    public let stalling: Double
    /// O.35: of picture and sound alone.
    public let media: Double
    /// O.46 without its trees: 1 to 5.
    public let overall: Double

    /// - Parameters:
    ///   - video: O.22 of each second; at least one.
    ///   - audio: O.21 of each second, as many.
    public init(video: [Double], audio: [Double], stalls: [Stall]) {
        precondition(!video.isEmpty && video.count == audio.count, "each second has a picture and a sound")
        let duration = Double(video.count)
        let factor = Self.stallFactor(stalls, duration)
        let seconds = zip(audio, video).map { audio, video in
            MediaQuality.bounded(
                -0.00069084 + 0.15374283 * audio + 0.97153861 * video + 0.02461776 * audio * video,
                MediaQuality.range)
        }
        let baseline = Self.baseline(seconds)
        let course = QualityCourse(video)
        media = baseline - Self.negativeBias(seconds, baseline) - course.oscillation - course.adaptation
        stalling = 1 + 4 * factor
        overall = 0.02833052 + 0.98117059 * MediaQuality.bounded(1 + (media - 1) * factor, MediaQuality.range)
    }

    /// Equation 29: e^(−n/9.35) · e^(−(T_w/T)/0.919) · e^(−(ī/T)/11.06).
    private static func stallFactor(_ stalls: [Stall], _ duration: Double) -> Double {
        let weighted = stalls.reduce(0) {
            $0 + $1.length * decay(floor: 0.48412879, half: 10, duration - $1.place)
        }
        let interval =
            stalls.count > 1 ? (stalls[stalls.count - 1].place - stalls[0].place) / Double(stalls.count - 1) : 0
        return exponential(
            -Double(stalls.count) / 9.35158684 - weighted / duration / 0.91890815 - interval / duration / 11.0567558)
    }

    /// Equations 19 to 21: what is later, and what is worse, weighs more.
    private static func baseline(_ seconds: [Double]) -> Double {
        var (sum, weights) = (0.0, 0.0)
        for (index, score) in seconds.enumerated() {
            let time = Double(index) / Double(seconds.count)
            let late = 0.00666620027943848 + 0.0000404018840273729 * exponential(time / 0.156497800436237)
            let weight = late * (0.143179744942738 - 0.0238641564518876 * score)
            sum += weight * score
            weights += weight
        }
        return sum / weights
    }

    /// Equations 5 to 7: of what is below the baseline, the tenth percentile.
    private static func negativeBias(_ seconds: [Double], _ baseline: Double) -> Double {
        let differences = seconds.enumerated().map { index, score in
            (score - baseline) * decay(floor: 1.87403625, half: 7.85416481, Double(seconds.count - index - 1))
        }.sorted()
        let rank = 0.1 * Double(differences.count - 1)
        let index = Int(rank)
        let next = differences[min(index + 1, differences.count - 1)]
        let percentile = differences[index] + (next - differences[index]) * (rank - Double(index))
        return max(0, -percentile) * 0.01853820
    }

    /// From 1 to `floor`, half of the way at `half`.
    private static func decay(floor: Double, half: Double, _ time: Double) -> Double {
        floor + (1 - floor) * exponential(time / half * ElementaryFunction.natural(0.5))
    }

    private static func exponential(_ value: Double) -> Double { ElementaryFunction.exponential(value) }
}
