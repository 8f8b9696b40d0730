/// Silence, as frames that are all alike.
struct SilentSound {
    /// AAC-LC in ADTS, 48 kHz, stereo: a channel pair without any band (ISO/IEC 14496-3 section 4.4.2.1), then the end.
    static let aac = SilentSound(
        streamType: 0x0F, samples: 1_024,
        frame: ADTSHeader.frame(around: [0x21, 0x00, 0x00, 0x00, 0x00, 0x1C]), packetsPerUnit: 1)
    /// MPEG-1 layer II, 48 kHz, mono, 32 kbit/s: no subband has any bits (ISO/IEC 11172-3 section 2.4.1.6).
    static let layerTwo = SilentSound(
        streamType: 0x03, samples: 1_152, frame: [0xFF, 0xFD, 0x14, 0xC0] + Array(repeating: 0, count: 92),
        packetsPerUnit: 3)

    private static let sampleRate: Int64 = 48_000

    /// As a programme map has it.
    let streamType: UInt8
    /// 90 kHz.
    let frameTicks: Int64
    let frame: [UInt8]
    /// Transport packets of a PES packet: enough for the frames of two pictures.
    let packetsPerUnit: Int

    private init(streamType: UInt8, samples: Int64, frame: [UInt8], packetsPerUnit: Int) {
        self.streamType = streamType
        frameTicks = samples * Timestamp33.ticksPerSecond / Self.sampleRate
        self.frame = frame
        self.packetsPerUnit = packetsPerUnit
    }

    /// Numbers of the frames that begin in a time, since 1970; times at 90 kHz.
    func frames(in time: Range<Int64>) -> Range<Int64> {
        let first = (time.lowerBound + frameTicks - 1) / frameTicks
        return first..<max(first, (time.upperBound + frameTicks - 1) / frameTicks)
    }
}

extension ADTSHeader {
    fileprivate static func frame(around block: [UInt8]) -> [UInt8] {
        let configuration = AACConfiguration(objectType: 2, sampleRate: 48_000, channelConfiguration: 2)
        var frame = bytes(configuration) + block
        frame.withUnsafeMutableBytes { setLength($0.count, in: $0, at: 0) }
        return frame
    }
}
