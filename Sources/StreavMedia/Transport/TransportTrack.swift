/// One elementary stream of the programme, as its programme map describes it (ISO/IEC 13818-1 section 2.4.4.8).
public struct TransportTrack: Sendable, Hashable {
    /// The packets' PID in the input.
    public let pid: UInt16
    /// As the programme map has it (ISO/IEC 13818-1 table 2-34).
    public let streamType: UInt8
    /// Told by stream type and descriptors.
    public let codec: MediaCodec
    /// ISO 639-2, three letters, from the language descriptor.
    public let language: String?
    /// The descriptors of the programme map's entry, as they came; conditional access ones are left out.
    public let descriptors: [UInt8]
    /// True when the programme's clock (PCR) comes in this track's packets.
    public let carriesClock: Bool

    /// What the track is for.
    public var kind: TrackKind { codec.kind }

    public init(
        pid: UInt16, streamType: UInt8, codec: MediaCodec, language: String? = nil, descriptors: [UInt8] = [],
        carriesClock: Bool = false
    ) {
        self.pid = pid
        self.streamType = streamType
        self.codec = codec
        self.language = language
        self.descriptors = descriptors
        self.carriesClock = carriesClock
    }
}

extension [TransportTrack] {
    /// The track that segments and random access go by: the first video, else the first audio. Nil: neither is there.
    public var keyTrackIndex: Int? {
        firstIndex { $0.kind == .video } ?? firstIndex { $0.kind == .audio }
    }
}
