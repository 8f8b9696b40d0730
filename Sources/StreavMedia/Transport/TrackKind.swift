/// What a track is for.
public enum TrackKind: String, Hashable, Sendable, CaseIterable {
    case video
    case audio
    /// Subtitles, teletext, private data and codecs that are passed on without being understood.
    case data
}
