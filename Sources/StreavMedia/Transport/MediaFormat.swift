/// What the headers of a track say about it.
public struct MediaFormat: Sendable, Hashable {
    /// The track's codec.
    public let codec: MediaCodec
    /// The RFC 6381 name, as EXT-X-STREAM-INF CODECS wants it: `avc1.640028`, `hvc1.1.6.L93.B0`, `mp4a.40.2`, `ac-3`.
    public let codecs: String
    /// Pixels, after cropping.
    public let width: Int?
    /// Pixels, after cropping.
    public let height: Int?
    /// Frames per second, where the headers tell.
    public let frameRate: Double?
    /// Hertz.
    public let sampleRate: Int?
    /// Loudspeakers, the bass one included: 6 for 5.1. Nil where only the stream's inner layout tells.
    public let channels: Int?

    public init(
        codec: MediaCodec, codecs: String, width: Int? = nil, height: Int? = nil, frameRate: Double? = nil,
        sampleRate: Int? = nil, channels: Int? = nil
    ) {
        self.codec = codec
        self.codecs = codecs
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.sampleRate = sampleRate
        self.channels = channels
    }
}
