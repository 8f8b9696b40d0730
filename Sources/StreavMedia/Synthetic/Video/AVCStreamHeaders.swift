/// The parameter sets and slice headers of streams of block pictures (ISO/IEC 14496-10 sections 7.3.2 and 7.3.3).
struct AVCStreamHeaders {
    static let delimiter: UInt8 = 0x09
    static let supplement: UInt8 = 0x06
    static let filler: UInt8 = 0x0C
    private static let sequence: UInt8 = 0x67
    private static let picture: UInt8 = 0x68
    private static let keySlice: UInt8 = 0x65
    private static let slice: UInt8 = 0x41
    /// frame_num counts this far: more than a group has pictures.
    private static let frameNumberBits = 6
    /// What levels allow (table A-1): level_idc, macroblocks, macroblocks per second, bits per second.
    private static let levels: [(level: UInt8, blocks: Int, rate: Int, bits: Int)] = [
        (13, 396, 11_880, 768_000), (21, 792, 19_800, 4_000_000), (30, 1_620, 40_500, 10_000_000),
        (31, 3_600, 108_000, 14_000_000), (40, 8_192, 245_760, 20_000_000),
    ]

    /// Pixels, even.
    let width: Int
    let height: Int
    let level: UInt8

    /// - Parameter bitrate: Of the stream, bits per second.
    init(width: Int, height: Int, framesPerSecond: Int, bitrate: Int) {
        self.width = width
        self.height = height
        let blocks = (width + 15) / 16 * ((height + 15) / 16)
        let fitting = Self.levels.first { limits in
            blocks <= limits.blocks && blocks * framesPerSecond <= limits.rate && bitrate <= limits.bits
        }
        level = fitting?.level ?? 51
    }

    /// Constrained baseline, one reference picture, output in the order of decoding.
    func writeParameters(framesPerSecond: Int, into writer: inout NALUnitWriter) {
        writer.begin(Self.sequence, isFirst: true)
        for byte in [66, 0xC0, level] { writer.byte(byte) }
        writer.unsigned(0)
        writer.unsigned(Self.frameNumberBits - 4)
        // pic_order_cnt_type 2, one reference frame, no gaps.
        writer.unsigned(2)
        writer.unsigned(1)
        writer.flag(false)
        let columns = (width + 15) / 16
        let rows = (height + 15) / 16
        writer.unsigned(columns - 1)
        writer.unsigned(rows - 1)
        // Frames alone, and direct_8x8_inference.
        writer.bits(3, 2)
        let isCropped = width % 16 != 0 || height % 16 != 0
        writer.flag(isCropped)
        if isCropped {
            for edge in [0, columns * 8 - width / 2, 0, rows * 8 - height / 2] { writer.unsigned(edge) }
        }
        writer.flag(true)
        writeUsability(framesPerSecond: framesPerSecond, into: &writer)
        writer.end()
        writer.begin(Self.picture, isFirst: true)
        for _ in 0..<2 { writer.unsigned(0) }
        // CAVLC, no field order, one slice group, one reference in the list, no weighting.
        writer.bits(0, 2)
        for _ in 0..<3 { writer.unsigned(0) }
        writer.bits(0, 3)
        writer.signed(BlockPictureCoder.quantiser - 26)
        for _ in 0..<2 { writer.signed(0) }
        // Deblocking can be switched off; intra prediction from inter macroblocks; no redundant pictures.
        writer.bits(0b100, 3)
        writer.end()
    }

    /// Annex E: a fixed rate, and that no picture is reordered.
    private func writeUsability(framesPerSecond: Int, into writer: inout NALUnitWriter) {
        writer.bits(0, 4)
        writer.flag(true)
        writer.bits(1, 32)
        // A tick is a field's time.
        writer.bits(UInt32(2 * framesPerSecond), 32)
        writer.flag(true)
        writer.bits(0, 3)
        writer.flag(true)
        writer.flag(true)
        for value in [0, 0, 11, 11, 0, 1] { writer.unsigned(value) }
    }

    static func writeDelimiter(isKey: Bool, into writer: inout NALUnitWriter) {
        writer.begin(delimiter, isFirst: true)
        writer.bits(isKey ? 0 : 1, 3)
        writer.end()
    }

    /// Begins the slice that is a whole picture; its data and the unit's end are to follow.
    ///
    /// - Parameters:
    ///   - number: Of the picture in its group, 0 for the key frame, below 64.
    ///   - group: Neighbours differ by one.
    static func beginSlice(number: Int, group: Int64, into writer: inout NALUnitWriter) {
        let isKey = number == 0
        writer.begin(isKey ? keySlice : slice)
        writer.unsigned(0)
        writer.unsigned(isKey ? 7 : 5)
        writer.unsigned(0)
        writer.bits(UInt32(number), frameNumberBits)
        if isKey {
            writer.unsigned(Int(group & 1))
            // Nothing before is dropped, and no long-term reference.
            writer.bits(0, 2)
        } else {
            // References as the parameter set has them, in the usual order, and no marking.
            writer.bits(0, 3)
        }
        // The quantiser as the parameter set has it; no deblocking.
        writer.signed(0)
        writer.unsigned(1)
    }
}
