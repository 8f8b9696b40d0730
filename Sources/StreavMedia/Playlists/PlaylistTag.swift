/// The tags that are read. Others are passed over, as RFC 8216 section 6.3.1 asks.
enum PlaylistTag: String {
    // Of either kind.
    case version = "EXT-X-VERSION"
    case independentSegments = "EXT-X-INDEPENDENT-SEGMENTS"
    case start = "EXT-X-START"
    // Of a media playlist.
    case targetDuration = "EXT-X-TARGETDURATION"
    case mediaSequence = "EXT-X-MEDIA-SEQUENCE"
    case discontinuitySequence = "EXT-X-DISCONTINUITY-SEQUENCE"
    case playlistType = "EXT-X-PLAYLIST-TYPE"
    case iFramesOnly = "EXT-X-I-FRAMES-ONLY"
    case endList = "EXT-X-ENDLIST"
    case serverControl = "EXT-X-SERVER-CONTROL"
    case partInformation = "EXT-X-PART-INF"
    case skip = "EXT-X-SKIP"
    case segment = "EXTINF"
    case byteRange = "EXT-X-BYTERANGE"
    case discontinuity = "EXT-X-DISCONTINUITY"
    case key = "EXT-X-KEY"
    case map = "EXT-X-MAP"
    case programDateTime = "EXT-X-PROGRAM-DATE-TIME"
    case gap = "EXT-X-GAP"
    case bitRate = "EXT-X-BITRATE"
    case part = "EXT-X-PART"
    case preloadHint = "EXT-X-PRELOAD-HINT"
    case renditionReport = "EXT-X-RENDITION-REPORT"
    case dateRange = "EXT-X-DATERANGE"
    // Of a multivariant playlist.
    case variant = "EXT-X-STREAM-INF"
    case iFrameVariant = "EXT-X-I-FRAME-STREAM-INF"
    case rendition = "EXT-X-MEDIA"
    case sessionData = "EXT-X-SESSION-DATA"
    case sessionKey = "EXT-X-SESSION-KEY"

    /// Where a tag belongs.
    enum Scope {
        case either, media, multivariant
    }

    var scope: Scope {
        switch self {
        case .version, .independentSegments, .start: .either
        case .variant, .iFrameVariant, .rendition, .sessionData, .sessionKey: .multivariant
        default: .media
        }
    }

    /// Whether it applies to the whole playlist and may stand there once.
    var isUnique: Bool {
        switch self {
        case .version, .independentSegments, .start, .targetDuration, .mediaSequence, .discontinuitySequence,
            .playlistType, .iFramesOnly, .endList, .serverControl, .partInformation, .skip:
            true
        default: false
        }
    }
}
