/// AAC in LATM with LOAS framing (ISO/IEC 14496-3 section 1.7), version 0 with its configuration in the stream.
enum LATMHeader {
    static func frame(_ bytes: [UInt8]) -> AudioFrame? {
        var reader = BitReader(bytes)
        guard reader.bits(11) == 0x2B7 else { return nil }
        let length = 3 + Int(reader.bits(13))
        // A frame may lean on the configuration of the one before, or use the later version: neither tells a format.
        guard !reader.bit(), !reader.bit() else { return nil }
        reader.skip(1 + 6 + 4 + 3)
        var objectType = Int(reader.bits(5))
        if objectType == 31 { objectType = 32 + Int(reader.bits(6)) }
        let rateIndex = Int(reader.bits(4))
        let sampleRate =
            rateIndex == 15
            ? Int(reader.bits(24)) : rateIndex < ADTSHeader.sampleRates.count ? ADTSHeader.sampleRates[rateIndex] : 0
        let layout = Int(reader.bits(4))
        guard !reader.isOverrun, objectType > 0 else { return nil }
        return AudioFrame(
            length: length, samples: 1024, sampleRate: sampleRate,
            format: MediaFormat(
                codec: .aacLATM, codecs: "mp4a.40.\(objectType)", sampleRate: sampleRate,
                channels: ADTSHeader.channels(layout)))
    }
}
