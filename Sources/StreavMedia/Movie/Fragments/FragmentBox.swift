/// The box `moof`: samples of some tracks (ISO/IEC 14496-12 section 8.8.4).
enum FragmentBox {
    /// Appends the samples to their tracks.
    /// - Parameters:
    ///   - content: Of the box `moof`.
    ///   - start: Where the box begins in the file.
    static func read(
        _ content: BoxBytes, start: Int64, into movie: inout MovieBox, _ boxBudget: inout BoxBudget,
        _ sampleBudget: inout SampleBudget
    ) throws(MovieError) {
        var dataEnd = start
        for box in try BoxList(content, &boxBudget).all("traf") {
            var fragment = try TrackFragment(BoxList(box, &boxBudget))
            let id = fragment.trackID
            guard let index = movie.tracks.firstIndex(where: { $0.id == id }) else {
                throw MovieError(.malformed, "a fragment has samples of track \(id), which does not exist")
            }
            try fragment.read(into: &movie.tracks[index], start: start, dataEnd: &dataEnd, &sampleBudget)
        }
        try sampleBudget.check(tableBytes: movie.packedBytes)
    }
}
