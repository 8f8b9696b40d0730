/// How good video and sound are by what is known of them without looking into them: ITU-T P.1203.1 (2019), mode 0, for
/// H.264 on a display of 1920 by 1080, and ITU-T P.1203.2 for AAC-LC. Mean opinion scores, 1 to 5.
public enum MediaQuality {
    static let range = 1.0...5.0
    private static let displayPixels = Double(PictureFormat.fullHD.pixels)

    /// O.22: of a second of video.
    ///
    /// - Parameter kilobits: Per second, of the video alone.
    public static func video(kilobits: Double, _ format: PictureFormat) -> Double {
        let bitrate = max(kilobits, 1)
        let perPicture = bitrate * bitrate / (Double(format.pixels) * format.framesPerSecond)
        let density = log(bitrate) + log(perPicture + 0.13183165961)
        let quantizer = 11.9983519 - 2.99991847 * log(max(41.2475074001 + density, 1e-6))
        let coded = 4.66 - 0.07 * exponential(4.06 * quantizer)
        let coding = bounded(100 - rating(of: coded), 0...100)
        let scale = max(displayPixels / Double(format.pixels), 1)
        let scaling = bounded(72.61 * log(0.32 * (scale - 1) + 1) / log(10), 0...100)
        let motion =
            format.framesPerSecond < 24
            ? bounded(
                (100 - coding - scaling) * (30.98 - 1.29 * format.framesPerSecond) / (64.65 + format.framesPerSecond),
                0...100) : 0
        return score(of: 100 - bounded(coding + scaling + motion, 0...100))
    }

    /// O.21: of a second of sound.
    ///
    /// - Parameter kilobits: Per second, of the sound alone.
    public static func audio(kilobits: Double) -> Double {
        score(of: 100 - (100 * exponential(-0.05 * max(kilobits, 0)) + 14.60))
    }

    /// The opinion score of a rating of 0 to 100 (ITU-T G.107, annex B).
    static func score(of rating: Double) -> Double {
        if rating <= 0 { return 1.05 }
        if rating >= 100 { return 4.9 }
        return 1.05 + 3.85 * rating / 100 + rating * (rating - 60) * (100 - rating) * 0.000_007
    }

    /// The rating of an opinion score: the inverse, where it rises.
    static func rating(of score: Double) -> Double {
        var (low, high) = (Self.risesFrom, 100.0)
        guard score > Self.score(of: low) else { return 0 }
        guard score < 4.9 else { return 100 }
        for _ in 0..<48 {
            let middle = (low + high) / 2
            if Self.score(of: middle) < score { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Below it the curve falls a little.
    private static let risesFrom = 3.2

    static func bounded(_ value: Double, _ range: ClosedRange<Double>) -> Double {
        min(max(value, range.lowerBound), range.upperBound)
    }

    private static func log(_ value: Double) -> Double { ElementaryFunction.natural(value) }
    private static func exponential(_ value: Double) -> Double { ElementaryFunction.exponential(value) }
}
