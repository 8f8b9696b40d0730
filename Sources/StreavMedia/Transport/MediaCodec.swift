/// How a track is coded, from its stream type and descriptors (ISO/IEC 13818-1 table 2-34, ETSI EN 300 468).
public enum MediaCodec: Hashable, Sendable {
    case h264
    case h265
    /// MPEG-1 and MPEG-2 video.
    case mpeg2Video
    /// AAC in ADTS frames.
    case aac
    /// AAC in LATM/LOAS frames.
    case aacLATM
    /// MPEG-1 and MPEG-2 audio, layers I to III.
    case mp3
    case ac3
    case eac3
    /// Anything else that comes in PES packets.
    case other(streamType: UInt8)

    /// What a track of this codec is for; what is not understood counts as data.
    public var kind: TrackKind {
        switch self {
        case .h264, .h265, .mpeg2Video: .video
        case .aac, .aacLATM, .mp3, .ac3, .eac3: .audio
        case .other: .data
        }
    }
}
