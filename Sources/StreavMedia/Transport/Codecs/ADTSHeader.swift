/// AAC in ADTS (ISO/IEC 13818-7 section 6.2, 14496-3 section 1.A.2.2).
enum ADTSHeader {
    static let sampleRates = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ]

    static func frame(_ bytes: [UInt8]) -> AudioFrame? {
        guard bytes.count >= 7, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 else { return nil }
        let objectType = Int(bytes[2] >> 6) + 1
        let rateIndex = Int(bytes[2] >> 2 & 0x0F)
        guard rateIndex < sampleRates.count else { return nil }
        let length = Int(bytes[3] & 3) << 11 | Int(bytes[4]) << 3 | Int(bytes[5] >> 5)
        guard length >= 7 else { return nil }
        let layout = Int(bytes[2] & 1) << 2 | Int(bytes[3] >> 6)
        return AudioFrame(
            length: length, samples: 1024 * (Int(bytes[6] & 3) + 1), sampleRate: sampleRates[rateIndex],
            format: MediaFormat(
                codec: .aac, codecs: "mp4a.40.\(objectType)", sampleRate: sampleRates[rateIndex],
                channels: channels(layout)))
    }

    /// Nil for layouts that the stream itself describes. Layout 7 is 7.1.
    static func channels(_ layout: Int) -> Int? {
        switch layout {
        case 1...6: layout
        case 7: 8
        default: nil
        }
    }
}
