/// A track whose samples are being gathered.
struct TrackDraft {
    let id: UInt32
    let handler: BoxType
    var timescale: UInt32 = 1
    var language: String?
    var name: String?
    var isEnabled = true
    var edits = EditList()
    /// The number of the entry of `stsd` that the samples are coded by, from 1.
    var description: UInt32 = 1
    var defaults = FragmentDefaults()
    var coding: SampleDescription
    var samples = SampleTableBuilder()

    var isPlayable: Bool {
        if case .playable = coding { true } else { false }
    }

    var isVideo: Bool { handler == "vide" }

    /// Of a track that is not played.
    var skipped: SkippedTrack? {
        guard case .unplayable(let reason) = coding else { return nil }
        return SkippedTrack(id: id, handler: handler.description, reason: reason)
    }

    /// - Parameter movieTimescale: Ticks a second of the edit list's lengths.
    /// - Returns: Nil: the track is not played.
    mutating func finish(movieTimescale: UInt32) throws(MovieError) -> MovieTrack? {
        guard case .playable(let codec, let format) = coding else { return nil }
        let table = samples.finish()
        samples = SampleTableBuilder()
        guard table.count > 0 else {
            coding = .unplayable("it has no samples")
            return nil
        }
        guard !table.syncSamples.isEmpty else {
            coding = .unplayable("none of its pictures is a key frame")
            return nil
        }
        let delay = MovieTime.rescale(edits.delay, from: movieTimescale, to: timescale)
        for time in [table.duration, table.compositionStart, table.compositionEnd, edits.mediaTime, delay]
        where !MovieTime.isSane(time, timescale: timescale) {
            throw MovieError(.malformed, "track \(id) has times out of range")
        }
        let shift = delay - edits.mediaTime
        return MovieTrack(
            id: id, codec: codec, format: completed(format, with: table), timescale: timescale, language: language,
            name: name, isEnabled: isEnabled, samples: table, presentationShift: shift,
            presentationEnd: presentationEnd(delay: delay, end: table.compositionEnd + shift, movieTimescale))
    }

    /// Lengths of edits are rounded to ticks of the movie, often milliseconds: what ends within one of the end is
    /// not cut.
    private func presentationEnd(delay: Int64, end: Int64, _ movieTimescale: UInt32) -> Int64? {
        guard let length = edits.length else { return nil }
        let tick = MovieTime.rescale(1, from: movieTimescale, to: timescale) + 1
        let last = delay + min(MovieTime.rescale(length, from: movieTimescale, to: timescale), MovieTime.mostTicks)
        return last + tick >= end ? nil : last
    }

    /// Frame rates as headers state them are often missing, sometimes wrong, but exact: 30000/1001. Those of the table
    /// are right on average.
    private func completed(_ format: MediaFormat, with table: SampleTable) -> MediaFormat {
        guard isVideo, table.duration > table.start else { return format }
        let mean = Double(table.count) * Double(timescale) / Double(table.duration - table.start)
        let stated = format.frameRate.flatMap { abs($0 - mean) <= mean / 100 ? $0 : nil }
        return MediaFormat(
            codec: format.codec, codecs: format.codecs, width: format.width, height: format.height,
            frameRate: stated ?? FrameRate.plausible(mean))
    }
}
