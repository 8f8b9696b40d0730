/// What the multivariant playlist says of the movie's formats.
struct OnDemandPresentation: Sendable {
    static let audioGroup = "audio"

    /// CODECS of everything that can be played together.
    let codecs: [String]
    let resolution: MultivariantPlaylist.Variant.Resolution?
    let frameRate: Double?
    /// Every segment can be decoded without another (HLS-24).
    let isIndependent: Bool
    /// Of each audio track: CHANNELS, and whether it may be chosen by itself.
    private let sounds: [(channels: Int?, isAutoselect: Bool)]
    private let firstSound: Int

    init(_ selection: OnDemandSelection) {
        var codecs: [String] = []
        let formats = (selection.video.map { [$0.track.format] } ?? []) + selection.audios.map(\.track.format)
        for format in formats where !codecs.contains(format.codecs) { codecs.append(format.codecs) }
        self.codecs = codecs
        let format = selection.video?.track.format
        if let width = format?.width, let height = format?.height {
            resolution = .init(width: width, height: height)
        } else {
            resolution = nil
        }
        frameRate = format?.frameRate
        isIndependent = selection.video?.cuts.isIndependent ?? true
        var languages: [String?] = []
        sounds = selection.audios.map { audio in
            let language = audio.track.language
            defer { languages.append(language) }
            // Players could not tell two of a language apart.
            return (audio.track.format.channels, !languages.contains(language))
        }
        firstSound = selection.video == nil ? 0 : 1
    }

    /// The entry of an audio rendition in the group.
    func member(_ index: Int, _ rendition: OnDemandRendition, uri: String?) -> MultivariantPlaylist.Rendition {
        let sound = sounds[index - firstSound]
        return MultivariantPlaylist.Rendition(
            kind: .audio, groupID: Self.audioGroup, name: rendition.name ?? rendition.id, uri: uri,
            language: rendition.language, isDefault: index == firstSound, isAutoselect: sound.isAutoselect,
            channels: sound.channels.map { "\($0)" })
    }
}
