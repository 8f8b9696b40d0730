/// MPEG-1 and MPEG-2 audio (ISO/IEC 11172-3 section 2.4.1.3, 13818-3), and the 2.5 extension for low rates.
enum MPEGAudioHeader {
    private static let rates = [44_100, 48_000, 32_000]
    /// Kilobits per second by index, for MPEG-1 layers I, II, III, then MPEG-2 layer I, then its layers II and III.
    private static let bitRates: [[Int]] = [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ]

    static func frame(_ bytes: [UInt8]) -> AudioFrame? {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return nil }
        let version = Int(bytes[1] >> 3 & 3)
        let layer = 4 - Int(bytes[1] >> 1 & 3)
        let bitRateIndex = Int(bytes[2] >> 4)
        let rateIndex = Int(bytes[2] >> 2 & 3)
        // Bit rate 0 is the free format, whose frames tell no length.
        guard version != 1, layer != 4, (1...14).contains(bitRateIndex), rateIndex < 3 else { return nil }
        let isFirst = version == 3
        let sampleRate = rates[rateIndex] >> (isFirst ? 0 : version == 2 ? 1 : 2)
        let table = isFirst ? layer - 1 : layer == 1 ? 3 : 4
        let bitRate = bitRates[table][bitRateIndex - 1] * 1000
        let padding = Int(bytes[2] >> 1 & 1)
        let samples = layer == 1 ? 384 : layer == 3 && !isFirst ? 576 : 1152
        let length =
            layer == 1
            ? (12 * bitRate / sampleRate + padding) * 4 : samples / 8 * bitRate / sampleRate + padding
        return AudioFrame(
            length: length, samples: samples, sampleRate: sampleRate,
            format: MediaFormat(
                codec: .mp3, codecs: "mp4a.40.\(31 + layer)", sampleRate: sampleRate,
                channels: bytes[3] >> 6 == 3 ? 1 : 2))
    }
}
