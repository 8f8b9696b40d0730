/// How AAC samples become ADTS frames (ISO/IEC 14496-3 section 1.A.2.2).
struct ADTSFraming: Sendable {
    static let headerBytes = 7
    /// The field that tells a frame's length has 13 bits.
    static let mostFrameBytes = 8_191

    /// The header of a frame without bytes.
    private let template: [UInt8]
    /// Samples per second of the core coder; a frame has 1 024 of them.
    let sampleRate: Int

    /// Nil: ADTS has no name for the object type, the rate or the layout.
    init?(_ configuration: AACConfiguration) {
        let objectType = configuration.objectType
        let layout = configuration.channelConfiguration
        guard 1...4 ~= objectType, 0...7 ~= layout,
            let rate = ADTSHeader.sampleRates.firstIndex(of: configuration.sampleRate)
        else { return nil }
        sampleRate = configuration.sampleRate
        // MPEG-4, no checksum, one raw data block, and a buffer fullness that says variable rate.
        template = [
            0xFF, 0xF1, UInt8(objectType - 1) << 6 | UInt8(rate) << 2 | UInt8(layout) >> 2,
            UInt8(layout) << 6, 0, 0x1F, 0xFC,
        ]
    }

    /// The header of a frame with so many bytes, 1 to 8 184.
    func header(bytes: Int, into header: inout [UInt8]) {
        let length = bytes + Self.headerBytes
        header.removeAll(keepingCapacity: true)
        header.append(contentsOf: template)
        header[3] |= UInt8(truncatingIfNeeded: length >> 11) & 3
        header[4] = UInt8(truncatingIfNeeded: length >> 3)
        header[5] |= UInt8(truncatingIfNeeded: length << 5)
    }
}
