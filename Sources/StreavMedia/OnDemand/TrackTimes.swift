/// Times of a track's samples on the movie's timeline in 90 kHz, 0 where its presentation begins.
///
/// Each is rounded from absolute ticks, so that nothing drifts; and since rounding keeps the order, DTS ≤ PTS stays so.
struct TrackTimes: Sendable {
    /// Ticks are kept below this in magnitude, so that sums of them cannot overflow.
    private static let mostTicks: Int64 = 1 << 60

    private let timescale: Int64
    private let presentationShift: Int64
    /// Added to decode times: the presentation shift, less what the smallest composition offset is below zero.
    var decodeShift: Int64

    init(_ track: MovieTrack) throws(OnDemandError) {
        guard track.timescale > 0, Self.isSafe(track.presentationShift) else {
            throw OnDemandError(.badTimes, "Track \(track.id) has no time scale or an edit far outside the movie.")
        }
        timescale = Int64(track.timescale)
        presentationShift = track.presentationShift
        decodeShift = track.presentationShift
    }

    /// When the sample is shown, in ticks of the track.
    func presentationTicks(_ sample: MovieSample) throws(OnDemandError) -> Int64 {
        if Self.isSafe(sample.decodeTime) {
            let ticks = sample.decodeTime + Int64(sample.compositionOffset) + presentationShift
            let most = OnDemandLimits.seconds * timescale
            if -most...most ~= ticks { return ticks }
        }
        throw OnDemandError(.badTimes, "Sample \(sample.index) lies outside the longest movie that can be packaged.")
    }

    func presentationTime(_ sample: MovieSample) -> Int64 {
        scaled(sample.decodeTime + Int64(sample.compositionOffset) + presentationShift)
    }

    func decodeTime(_ sample: MovieSample) -> Int64 {
        scaled(sample.decodeTime + decodeShift)
    }

    /// Ticks in 90 kHz, to the nearest.
    func scaled(_ ticks: Int64) -> Int64 {
        var (seconds, rest) = ticks.quotientAndRemainder(dividingBy: timescale)
        if rest < 0 {
            seconds -= 1
            rest += timescale
        }
        let doubled = 2 * rest * Timestamp33.ticksPerSecond + timescale
        return seconds * Timestamp33.ticksPerSecond + doubled / (2 * timescale)
    }

    private static func isSafe(_ ticks: Int64) -> Bool { -mostTicks...mostTicks ~= ticks }
}
