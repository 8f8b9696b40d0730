import StreavDomain

/// BOLA: chooses by the buffer alone, so as to maximise a utility of the bitrate against the risk of running dry
/// (Spiteri, Urgaonkar, Sitaraman: BOLA, near-optimal bitrate adaptation for online videos, arXiv:1601.06748).
public struct BolaRule: BitrateRule {
    /// Seconds. With so much buffered nothing is to be gained by the lowest rung any more.
    public static let leastBuffer = 10.0
    /// Seconds of buffer aimed at per rung, beyond the least.
    public static let bufferPerRung = 2.0

    public init() {}

    public mutating func completed(_ download: SegmentDownload) {}

    public func rung(_ context: BitrateContext) -> Int {
        let rates = context.bandwidths.map { Double(max($0, 1)) }
        let utilities = rates.map { ElementaryFunction.natural($0 / rates[0]) + 1 }
        // Rungs of one and the same bitrate leave nothing to choose.
        guard let most = utilities.last, most > 1 else { return 0 }
        let target = Self.leastBuffer + Self.bufferPerRung * Double(rates.count)
        let gain = (most - 1) / (target / Self.leastBuffer - 1)
        let weight = Self.leastBuffer / gain
        let buffered = context.buffered.inSeconds
        var best = 0
        var bestScore = -Double.infinity
        for (index, utility) in utilities.enumerated() {
            let score = (weight * (utility - 1 + gain) - buffered) / rates[index]
            if score >= bestScore {
                best = index
                bestScore = score
            }
        }
        return best
    }
}
