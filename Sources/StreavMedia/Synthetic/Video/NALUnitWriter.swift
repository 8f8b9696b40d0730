/// Writes NAL units bit by bit, one after the other in Annex B form (ISO/IEC 14496-10).
///
/// Emulation prevention (section 7.4.1) is put in on the way.
struct NALUnitWriter {
    private(set) var bytes: [UInt8] = []
    /// The lower `pendingBits` bits are still to be written.
    private var pending: UInt64 = 0
    private var pendingBits = 0
    /// Zero bytes in a row that end what was written of the open unit.
    private var zeros = 0

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// - Parameters:
    ///   - header: The first byte: nal_ref_idc and nal_unit_type.
    ///   - isFirst: A start code of four bytes, as the first unit of an access unit has.
    mutating func begin(_ header: UInt8, isFirst: Bool = false) {
        if isFirst { bytes.append(0) }
        bytes.append(contentsOf: [0, 0, 1, header])
        zeros = 0
    }

    /// u(n): the lower `count` bits of a value, 0 to 32.
    mutating func bits(_ value: UInt32, _ count: Int) {
        pending = pending << UInt64(count) | UInt64(value)
        pendingBits += count
        while pendingBits >= 8 {
            pendingBits -= 8
            write(UInt8(truncatingIfNeeded: pending >> UInt64(pendingBits)))
        }
    }

    mutating func flag(_ value: Bool) { bits(value ? 1 : 0, 1) }

    /// ue(v), section 9.1; 0 to 65 534.
    mutating func unsigned(_ value: Int) {
        let code = UInt32(value + 1)
        let width = 32 - code.leadingZeroBitCount
        bits(code, 2 * width - 1)
    }

    /// se(v).
    mutating func signed(_ value: Int) { unsigned(value > 0 ? 2 * value - 1 : -2 * value) }

    /// A whole byte, where bytes are aligned.
    mutating func byte(_ value: UInt8) { bits(UInt32(value), 8) }

    /// The trailing bits: a one, then zeros to the end of the byte.
    mutating func end() {
        bits(1, 1)
        if pendingBits > 0 { bits(0, 8 - pendingBits) }
        pending = 0
    }

    private mutating func write(_ byte: UInt8) {
        if zeros >= 2, byte <= 3 {
            bytes.append(3)
            zeros = 0
        }
        bytes.append(byte)
        zeros = byte == 0 ? zeros + 1 : 0
    }
}
