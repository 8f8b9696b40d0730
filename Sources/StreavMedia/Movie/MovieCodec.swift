/// How a playable track is coded, with what a decoder has to be told first.
public enum MovieCodec: Sendable, Hashable {
    case h264(AVCConfiguration)
    case h265(HEVCConfiguration)
    case aac(AACConfiguration)

    /// What the track is for.
    public var kind: TrackKind {
        switch self {
        case .h264, .h265: .video
        case .aac: .audio
        }
    }

    /// The name that transport streams use for it.
    public var mediaCodec: MediaCodec {
        switch self {
        case .h264: .h264
        case .h265: .h265
        case .aac: .aac
        }
    }

    /// Bytes that the configuration holds.
    var memoryBytes: Int {
        switch self {
        case .h264(let avc): avc.memoryBytes
        case .h265(let hevc): hevc.memoryBytes
        case .aac(let aac): aac.specificConfig.count
        }
    }
}
