/// The box `moov`: all tracks, their samples so far, and whether fragments follow (ISO/IEC 14496-12 section 8.2).
struct MovieBox {
    var tracks: [TrackDraft] = []
    /// Fragments may follow (`mvex`).
    let hasFragments: Bool
    private let timescale: UInt32

    /// - Parameter content: Of the box `moov`.
    init(
        _ content: BoxBytes, limits: MovieLimits, _ boxBudget: inout BoxBudget, _ sampleBudget: inout SampleBudget
    ) throws(MovieError) {
        let boxes = try BoxList(content, &boxBudget)
        guard boxes.all("cmov").isEmpty else {
            throw MovieError(.unsupported, "the file's moov is compressed; remux it")
        }
        timescale = try Self.timescale(boxes.one("mvhd"))
        let trackBoxes = boxes.all("trak")
        guard trackBoxes.count <= limits.tracks else {
            throw MovieError(.tooLarge, "the file has \(trackBoxes.count) tracks; at most \(limits.tracks) are read")
        }
        let extensions = try boxes.optionalList("mvex", &boxBudget)
        hasFragments = extensions != nil
        let defaults = try Self.defaults(extensions)
        for box in trackBoxes {
            let reader = try TrackBox(BoxList(box, &boxBudget), &boxBudget)
            guard !tracks.contains(where: { $0.id == reader.id }) else {
                throw MovieError(.malformed, "two tracks have the number \(reader.id)")
            }
            tracks.append(
                try reader.draft(defaults: defaults[reader.id] ?? FragmentDefaults(), &boxBudget, &sampleBudget))
            try sampleBudget.check(tableBytes: packedBytes)
        }
    }

    /// Bytes of all tables as they stand.
    var packedBytes: Int { tracks.reduce(0) { $0 + $1.samples.packedBytes } }

    /// - Parameter isFragmented: Fragments did follow.
    mutating func finish(fileSize: Int64, isFragmented: Bool) throws(MovieError) -> MovieIndex {
        var playable: [MovieTrack] = []
        for index in tracks.indices {
            if let track = try tracks[index].finish(movieTimescale: timescale) { playable.append(track) }
        }
        let skipped = tracks.compactMap(\.skipped)
        guard !playable.isEmpty else {
            let reasons = skipped.prefix(4).map { "track \($0.id) (\($0.handler)): \($0.reason)" }
            throw MovieError(
                .noPlayableTrack,
                reasons.isEmpty
                    ? "the file has no tracks"
                    : "no track of the file can be played; \(reasons.joined(separator: "; "))")
        }
        let remarks = tracks.filter(\.isPlayable).compactMap { track in
            track.edits.remark.map { "track \(track.id): \($0)" }
        }
        return MovieIndex(
            tracks: playable, skipped: skipped, remarks: remarks, fileSize: fileSize, isFragmented: isFragmented)
    }

    private static func timescale(_ content: BoxBytes) throws(MovieError) -> UInt32 {
        var content = content
        let version = try content.versionAndFlags().version
        try content.skip(version == 1 ? 16 : 8)
        let timescale = try content.u32()
        guard timescale > 0 else { throw MovieError(.malformed, "the box mvhd states a timescale of 0") }
        return timescale
    }

    private static func defaults(_ extensions: BoxList?) throws(MovieError) -> [UInt32: FragmentDefaults] {
        var defaults: [UInt32: FragmentDefaults] = [:]
        for box in extensions?.all("trex") ?? [] {
            var box = box
            _ = try box.versionAndFlags()
            let id = try box.u32()
            guard defaults[id] == nil else {
                throw MovieError(.malformed, "track \(id) has more than one trex")
            }
            defaults[id] = try FragmentDefaults(&box)
        }
        return defaults
    }
}
