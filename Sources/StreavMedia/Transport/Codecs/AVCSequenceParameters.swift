/// The sequence parameter set of H.264 (ISO/IEC 14496-10 section 7.3.2.1 and annex E).
struct AVCSequenceParameters {
    private(set) var profile: UInt8 = 0
    private(set) var constraints: UInt8 = 0
    private(set) var level: UInt8 = 0
    private(set) var width = 0
    private(set) var height = 0
    private(set) var frameRate: Double?

    /// - Parameter unit: The NAL unit, header byte first.
    init?(_ unit: ArraySlice<UInt8>) {
        var reader = BitReader(escaped: unit.dropFirst())
        profile = UInt8(reader.bits(8))
        constraints = UInt8(reader.bits(8))
        level = UInt8(reader.bits(8))
        _ = reader.exponentialGolomb()
        let chroma = readChroma(&reader)
        readOrder(&reader)
        readSize(&reader, chroma: chroma)
        guard !reader.isOverrun, (1...16_384).contains(width), (1...16_384).contains(height) else { return nil }
        // Usability information is a hint: when it is cut short, size and profile still hold.
        if reader.bit() { readUsability(&reader) }
    }

    var format: MediaFormat {
        let hex = [profile, constraints, level].map { Hexadecimal.byte($0) }.joined()
        return MediaFormat(
            codec: .h264, codecs: "avc1." + hex, width: width, height: height, frameRate: frameRate)
    }

    private struct Chroma {
        var format = 1
        var isSeparate = false
    }

    private mutating func readChroma(_ reader: inout BitReader) -> Chroma {
        var chroma = Chroma()
        guard [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135].contains(profile) else { return chroma }
        chroma.format = reader.exponentialGolomb()
        if chroma.format == 3 { chroma.isSeparate = reader.bit() }
        _ = reader.exponentialGolomb()
        _ = reader.exponentialGolomb()
        reader.skip(1)
        guard reader.bit() else { return chroma }
        for list in 0..<(chroma.format == 3 ? 12 : 8) where reader.bit() {
            skipScalingList(&reader, size: list < 6 ? 16 : 64)
        }
        return chroma
    }

    private func skipScalingList(_ reader: inout BitReader, size: Int) {
        var last = 8
        var next = 8
        for _ in 0..<size {
            if next != 0 { next = (last + reader.signedExponentialGolomb() + 256) & 0xFF }
            if next != 0 { last = next }
            if reader.isOverrun { return }
        }
    }

    private func readOrder(_ reader: inout BitReader) {
        _ = reader.exponentialGolomb()
        switch reader.exponentialGolomb() {
        case 0: _ = reader.exponentialGolomb()
        case 1:
            reader.skip(1)
            _ = reader.signedExponentialGolomb()
            _ = reader.signedExponentialGolomb()
            for _ in 0..<min(reader.exponentialGolomb(), 255) { _ = reader.signedExponentialGolomb() }
        default: break
        }
        _ = reader.exponentialGolomb()
        reader.skip(1)
    }

    private mutating func readSize(_ reader: inout BitReader, chroma: Chroma) {
        let columns = reader.exponentialGolomb() + 1
        let rows = reader.exponentialGolomb() + 1
        let isFrameOnly = reader.bit()
        if !isFrameOnly { reader.skip(1) }
        reader.skip(1)
        let fields = isFrameOnly ? 1 : 2
        guard columns <= 1024, rows <= 1024 else { return }
        width = columns * 16
        height = rows * 16 * fields
        guard reader.bit() else { return }
        let isPlain = chroma.isSeparate || chroma.format == 0
        let unitX = !isPlain && chroma.format < 3 ? 2 : 1
        let unitY = (!isPlain && chroma.format == 1 ? 2 : 1) * fields
        let left = reader.exponentialGolomb()
        let right = reader.exponentialGolomb()
        let top = reader.exponentialGolomb()
        let bottom = reader.exponentialGolomb()
        width -= unitX * (left + right)
        height -= unitY * (top + bottom)
    }

    private mutating func readUsability(_ reader: inout BitReader) {
        if reader.bit(), reader.bits(8) == 255 { reader.skip(32) }
        if reader.bit() { reader.skip(1) }
        if reader.bit() {
            reader.skip(4)
            if reader.bit() { reader.skip(24) }
        }
        if reader.bit() {
            _ = reader.exponentialGolomb()
            _ = reader.exponentialGolomb()
        }
        guard reader.bit() else { return }
        let tick = reader.bits(32)
        let scale = reader.bits(32)
        guard !reader.isOverrun, tick > 0, scale > 0 else { return }
        // A tick is a field's time, so a frame takes two.
        frameRate = FrameRate.plausible(Double(scale) / (2 * Double(tick)))
    }
}
