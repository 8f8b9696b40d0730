import StreavMedia

extension SyntheticTrack {
    /// AAC frames of random bytes.
    static func audio(
        seconds: Double, rate: Int = 48_000, bytes: ClosedRange<Int> = 20...400, random: inout TransportRandom
    ) -> SyntheticTrack {
        var track = SyntheticTrack(
            codec: .aac(AACConfiguration(objectType: 2, sampleRate: rate, channelConfiguration: 2)),
            format: MediaFormat(codec: .aac, codecs: "mp4a.40.2", sampleRate: rate, channels: 2), timescale: rate)
        for index in 0..<max(1, Int(seconds * Double(rate) / 1_024)) {
            let frame = random.bytes(Int.random(in: bytes, using: &random))
            track.samples.append(
                Sample(
                    bytes: frame, payload: adts(frame, rate: rate), decodeTime: Int64(index) * 1_024,
                    compositionOffset: 0, duration: 1_024, isSync: true))
        }
        return track
    }

    /// ISO/IEC 14496-3 table 1.A.5, bit by bit.
    private static func adts(_ frame: [UInt8], rate: Int) -> [UInt8] {
        let rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000]
        var bits: [(value: Int, count: Int)] = [(0xFFF, 12), (0, 1), (0, 2), (1, 1), (1, 2)]
        bits += [
            (rates.firstIndex(of: rate) ?? 0, 4), (0, 1), (2, 3), (0, 4), (frame.count + 7, 13), (0x7FF, 11), (0, 2),
        ]
        let text = bits.map { entry in
            let digits = String(entry.value, radix: 2)
            return String(repeating: "0", count: entry.count - digits.count) + digits
        }.joined()
        let header = stride(from: 0, to: text.count, by: 8).map { position in
            UInt8(text.dropFirst(position).prefix(8), radix: 2) ?? 0
        }
        return header + frame
    }
}
