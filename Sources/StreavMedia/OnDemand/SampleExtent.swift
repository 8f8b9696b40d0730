/// Which samples of a track are presented at all.
struct SampleExtent {
    /// Samples looked at in one go when the last one is searched for.
    private static let step = 1_024

    /// The first sample that is shown or heard.
    let first: Int
    /// The one after the last.
    let end: Int
    /// From when to when, 90 kHz.
    let startTime: Int64
    let endTime: Int64

    /// The extent of a track whose samples need nothing from before. Nil: nothing of it is presented.
    init?(_ track: MovieTrack, _ times: TrackTimes) throws(OnDemandError) {
        end = try Self.end(of: track, times)
        var cursor = track.samples.cursor(at: 0)
        var first: (index: Int, time: Int64)?
        while first == nil, let sample = cursor.next(), sample.index < end {
            let ticks = try times.presentationTicks(sample)
            if ticks + Int64(sample.duration) > 0 { first = (sample.index, times.scaled(ticks)) }
        }
        guard let first else { return nil }
        self.first = first.index
        startTime = first.time
        cursor = track.samples.cursor(at: end - 1)
        guard let last = cursor.next() else { return nil }
        let lastEnd = times.scaled(try times.presentationTicks(last) + Int64(last.duration))
        endTime = track.presentationEnd.map { min(lastEnd, times.scaled($0)) } ?? lastEnd
    }

    /// The sample after the last, in decode order, that begins before the presentation's end.
    static func end(of track: MovieTrack, _ times: TrackTimes) throws(OnDemandError) -> Int {
        guard let presentationEnd = track.presentationEnd else { return track.samples.count }
        let most = OnDemandLimits.seconds * Int64(track.timescale)
        guard -most...most ~= presentationEnd else {
            throw OnDemandError(.badTimes, "The edit list of track \(track.id) ends outside any movie.")
        }
        var blockEnd = track.samples.count
        while blockEnd > 0 {
            let blockStart = max(0, blockEnd - step)
            var cursor = track.samples.cursor(at: blockStart)
            var found: Int?
            while let sample = cursor.next(), sample.index < blockEnd {
                if try times.presentationTicks(sample) < presentationEnd { found = sample.index }
            }
            if let found { return found + 1 }
            blockEnd = blockStart
        }
        return 0
    }
}
