/// AC-3 and Enhanced AC-3 (ETSI TS 102 366 sections 4.3 and E.1.2).
enum AC3Header {
    private static let rates = [48_000, 44_100, 32_000]
    private static let channels = [2, 1, 2, 3, 3, 4, 4, 5]
    private static let bitRates = [
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
    ]

    static func frame(_ bytes: [UInt8]) -> AudioFrame? {
        guard bytes.count >= 8, bytes[0] == 0x0B, bytes[1] == 0x77 else { return nil }
        // Both syntaxes keep the version at the same place.
        return bytes[5] >> 3 <= 10 ? plain(bytes) : enhanced(bytes)
    }

    private static func plain(_ bytes: [UInt8]) -> AudioFrame? {
        let rateIndex = Int(bytes[4] >> 6)
        let sizeIndex = Int(bytes[4] & 0x3F)
        guard rateIndex < 3, sizeIndex / 2 < bitRates.count else { return nil }
        let bitRate = bitRates[sizeIndex / 2]
        // Words of 16 bits per frame of 1536 samples (table 4.13); at 44.1 kHz every other frame is a word longer.
        let words =
            switch rateIndex {
            case 0: bitRate * 2
            case 1: bitRate * 96_000 / 44_100 + sizeIndex % 2
            default: bitRate * 3
            }
        var reader = BitReader(Array(bytes.dropFirst(6)))
        let mode = Int(reader.bits(3))
        if mode & 1 == 1, mode != 1 { reader.skip(2) }
        if mode & 4 != 0 { reader.skip(2) }
        if mode == 2 { reader.skip(2) }
        let hasBass = reader.bit()
        return AudioFrame(
            length: words * 2, samples: 1536, sampleRate: rates[rateIndex],
            format: MediaFormat(
                codec: .ac3, codecs: "ac-3", sampleRate: rates[rateIndex],
                channels: channels[mode] + (hasBass ? 1 : 0)))
    }

    private static func enhanced(_ bytes: [UInt8]) -> AudioFrame? {
        var reader = BitReader(Array(bytes.dropFirst(2)))
        let kind = reader.bits(2)
        _ = reader.bits(3)
        let words = Int(reader.bits(11)) + 1
        let rateIndex = Int(reader.bits(2))
        let second = Int(reader.bits(2))
        guard rateIndex < 3 || second < 3 else { return nil }
        let sampleRate = rateIndex < 3 ? rates[rateIndex] : rates[second] / 2
        let blocks = rateIndex < 3 ? [1, 2, 3, 6][second] : 6
        let mode = Int(reader.bits(3))
        let hasBass = reader.bit()
        // A dependent frame adds channels to the one before and takes no time of its own: it tells nothing alone.
        guard kind != 1 else { return nil }
        return AudioFrame(
            length: words * 2, samples: 256 * blocks, sampleRate: sampleRate,
            format: MediaFormat(
                codec: .eac3, codecs: "ec-3", sampleRate: sampleRate, channels: channels[mode] + (hasBass ? 1 : 0)))
    }
}
