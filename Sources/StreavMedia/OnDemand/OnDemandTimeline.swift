/// Puts a track's times on the timeline of the transport stream, in ticks of 90 kHz: from absolute times, so that
/// nothing adds up.
struct OnDemandTimeline: Sendable {
    /// The presentation begins at this time, so that what is decoded before it has a time too.
    static let origin: Int64 = 10 * Timestamp33.ticksPerSecond
    /// The clock runs this far before decoding.
    static let clockLead: Int64 = Timestamp33.ticksPerSecond / 2

    private let timescale: Int64
    private let shift: Int64
    /// Brings decoding before presentation where a file allows for negative offsets.
    private let decodeShift: Int64

    init(_ track: MovieTrack) {
        timescale = Int64(track.timescale)
        shift = track.presentationShift
        decodeShift = Int64(min(0, track.samples.leastCompositionOffset))
    }

    func presentation(_ sample: MovieSample) -> Int64 {
        ticks(sample.decodeTime + Int64(sample.compositionOffset) + shift)
    }

    func presentationEnd(_ sample: MovieSample) -> Int64 {
        ticks(sample.decodeTime + Int64(sample.compositionOffset) + Int64(sample.duration) + shift)
    }

    func decoding(_ sample: MovieSample) -> Int64 {
        ticks(sample.decodeTime + shift + decodeShift)
    }

    /// Of a time that is one of presentation already, in the track's ticks.
    func presentation(at time: Int64) -> Int64 { ticks(time) }

    /// Of a time in the track's own ticks, rounded to the nearest.
    private func ticks(_ time: Int64) -> Int64 {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: timescale)
        let product = rest * Timestamp33.ticksPerSecond
        let rounded = (2 * product + (product < 0 ? -timescale : timescale)) / (2 * timescale)
        return Self.origin + seconds * Timestamp33.ticksPerSecond + rounded
    }
}
