/// The tracks of a movie that are packaged.
struct OnDemandSelection {
    /// Characters of a name that are shown.
    private static let nameCharacters = 64

    let video: VideoTrack?
    /// The default one first.
    let audios: [AudioTrack]
    /// When the first of them begins, 90 kHz.
    private let start: Int64
    private let pacing: SegmentPacing

    init(_ index: MovieIndex, pacing: SegmentPacing) throws(OnDemandError) {
        self.pacing = pacing
        let tracks = index.tracks.filter { $0.samples.count > 0 }
        let videoTracks = tracks.filter { $0.kind == .video }
        if let track = videoTracks.first(where: \.isEnabled) ?? videoTracks.first {
            video = try VideoTrack(track, pacing: pacing)
        } else {
            video = nil
        }
        var audios: [AudioTrack] = []
        for track in tracks where audios.count < OnDemandLimits.audioTracks {
            if let audio = try AudioTrack(track) { audios.append(audio) }
        }
        // Writers leave the one that is to be heard enabled, and disable the others.
        if let main = audios.firstIndex(where: \.track.isEnabled) { audios.insert(audios.remove(at: main), at: 0) }
        self.audios = audios
        let starts = audios.map(\.extent.startTime) + (video.map { [$0.cuts.starts[0]] } ?? [])
        guard let start = starts.min() else {
            throw OnDemandError(
                .nothingToPlay, "The movie has no H.264 or H.265 video and no AAC audio that can be packaged.")
        }
        self.start = start
    }

    /// The main one first: video with its only sound; or video, then each sound; or each sound.
    func programs() throws(OnDemandError) -> [OnDemandProgram] {
        var programs: [OnDemandProgram] = []
        if let video {
            let audio = audios.count == 1 ? audios[0] : nil
            let draft = try OnDemandDraft(video: video, audio: audio, start: start, pacing: pacing)
            programs.append(try OnDemandProgram(draft))
            if audio != nil { return programs }
        }
        let reference = programs.first?.starts ?? [start]
        for audio in audios {
            let draft = try OnDemandDraft(audio: audio, reference: reference, pacing: pacing)
            programs.append(try OnDemandProgram(draft))
        }
        return programs
    }

    /// What viewers are told of the programs.
    func renditions(
        _ programs: [OnDemandProgram], _ sizes: SegmentSizes, targetDuration: Int64
    ) -> [OnDemandRendition] {
        let names = audioNames()
        let videoCount = video == nil ? 0 : 1
        return programs.indices.map { index in
            let program = programs[index]
            let lengths = (0..<program.segmentCount).map { program.milliseconds(of: $0) }
            let rates = BitRates(
                zip(sizes.bytes[index], lengths).map { (bytes: $0, milliseconds: $1) }, target: targetDuration)
            let isVideo = index < videoCount
            let sound = isVideo ? 0 : index - videoCount
            let hasSound = !isVideo || audios.count == 1
            return OnDemandRendition(
                id: isVideo ? "v" : "a\(sound + 1)", kind: isVideo ? .video : .audio,
                language: hasSound ? audios[sound].track.language : nil, name: isVideo ? nil : names[sound],
                segmentDurations: lengths.map { .milliseconds($0) }, peakBitRate: rates.peak,
                averageBitRate: rates.average)
        }
    }

    /// Each unique: equal ones are numbered.
    private func audioNames() -> [String] {
        var names: [String] = []
        for (index, audio) in audios.enumerated() {
            let given = [audio.track.name, audio.track.language].compactMap { $0 }.first { !$0.isEmpty }
            let name = String((given ?? "Audio \(index + 1)").prefix(Self.nameCharacters))
            var unique = name
            var number = 2
            while names.contains(unique) {
                unique = "\(name) (\(number))"
                number += 1
            }
            names.append(unique)
        }
        return names
    }
}
