import NIOCore

/// Looks at the beginning of a track's units: format, and whether a decoder can start there.
struct StreamInspector {
    struct Finding {
        var isRandomAccess = false
        var format: MediaFormat?
    }

    /// What is looked at first: parameter sets and the first slice's header nearly always lie within.
    private static let glanceBytes = 1024
    /// What is looked at when that does not tell, as with long SEI messages before the first slice.
    private static let lookBytes = 64 * 1024

    private let codec: MediaCodec
    /// Bytes of the unit in hand; kept for their capacity.
    private var bytes: [UInt8] = []
    private var knownParameters: [UInt8] = []
    private var knownFormat: MediaFormat?

    init(codec: MediaCodec) {
        self.codec = codec
    }

    /// - Parameters:
    ///   - packets: The whole unit.
    ///   - start: Where the elementary stream's bytes begin in the PES packet.
    ///   - isMarked: The random_access_indicator of the unit's packets.
    mutating func inspect(_ packets: ByteBuffer, from start: Int, isMarked: Bool) -> Finding {
        switch codec.kind {
        case .video: inspectVideo(packets, from: start, isMarked: isMarked)
        case .audio: inspectAudio(packets, from: start)
        case .data: Finding()
        }
    }

    private mutating func inspectVideo(_ packets: ByteBuffer, from start: Int, isMarked: Bool) -> Finding {
        load(packets, from: start, limit: Self.glanceBytes)
        var headers = videoHeaders(isMarked: isMarked)
        if !headers.isComplete, bytes.count == Self.glanceBytes {
            load(packets, from: start, limit: Self.lookBytes)
            headers = videoHeaders(isMarked: isMarked)
        }
        return Finding(isRandomAccess: headers.isRandomAccess, format: headers.parameters.flatMap { format(of: $0) })
    }

    private func videoHeaders(isMarked: Bool) -> VideoHeaders {
        switch codec {
        case .h264: AVCAccessUnit.headers(bytes, isMarked: isMarked)
        case .h265: HEVCAccessUnit.headers(bytes)
        default: MPEG2AccessUnit.headers(bytes)
        }
    }

    /// Parameter sets are repeated at every key frame and rarely change, so they are parsed once.
    private mutating func format(of parameters: ArraySlice<UInt8>) -> MediaFormat? {
        if parameters.elementsEqual(knownParameters) { return knownFormat }
        knownParameters = Array(parameters)
        knownFormat =
            switch codec {
            case .h264: AVCSequenceParameters(parameters)?.format
            case .h265: HEVCSequenceParameters(parameters)?.format
            default: MPEG2AccessUnit.format(parameters)
            }
        return knownFormat
    }

    private mutating func inspectAudio(_ packets: ByteBuffer, from start: Int) -> Finding {
        load(packets, from: start, limit: AudioFrame.headerBytes)
        guard let frame = AudioFrame(codec, in: bytes, at: 0) else { return Finding() }
        return Finding(format: frame.format)
    }

    private mutating func load(_ packets: ByteBuffer, from start: Int, limit: Int) {
        bytes.removeAll(keepingCapacity: true)
        PESPayload.append(packets, skipping: start, limit: limit, to: &bytes)
    }
}
