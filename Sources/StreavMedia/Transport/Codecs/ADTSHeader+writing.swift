extension ADTSHeader {
    /// Bytes of a header without a checksum.
    static let byteCount = 7
    /// What a frame may have, header included: its length has 13 bits.
    static let maximumFrame = 0x1FFF

    /// The header of a frame whose length is 0: see ``setLength(_:in:at:)``.
    static func bytes(_ configuration: AACConfiguration) -> [UInt8] {
        let rate = UInt8(sampleRates.firstIndex(of: configuration.sampleRate) ?? 3)
        let layout = UInt8(configuration.channelConfiguration)
        return [
            0xFF, 0xF1, UInt8(configuration.objectType - 1) << 6 | rate << 2 | layout >> 2, (layout & 3) << 6, 0, 0x1F,
            0xFC,
        ]
    }

    /// Fills in the length of a frame, header included, at most ``maximumFrame``.
    static func setLength(_ length: Int, in bytes: UnsafeMutableRawBufferPointer, at position: Int) {
        bytes[position + 3] |= UInt8(length >> 11)
        bytes[position + 4] = UInt8(truncatingIfNeeded: length >> 3)
        bytes[position + 5] |= UInt8(length & 7) << 5
    }
}
