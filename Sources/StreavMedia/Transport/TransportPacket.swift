/// The form of a transport packet (ISO/IEC 13818-1 section 2.4.3.2), read in place.
///
/// Built over 188 bytes that begin with the sync byte; positions count from there.
struct TransportPacket {
    static let size = 188
    static let syncByte: UInt8 = 0x47
    /// PIDs have 13 bits.
    static let pidCount = 8192
    static let nullPID: UInt16 = 0x1FFF

    let bytes: UnsafeRawBufferPointer

    /// - Precondition: `bytes` are exactly 188.
    init(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.size, "a transport packet has 188 bytes")
        self.bytes = bytes
    }

    var pid: UInt16 { UInt16(bytes[1] & 0x1F) << 8 | UInt16(bytes[2]) }
    var isDamaged: Bool { bytes[1] & 0x80 != 0 }
    var startsUnit: Bool { bytes[1] & 0x40 != 0 }
    var isScrambled: Bool { bytes[3] & 0xC0 != 0 }
    var hasAdaptation: Bool { bytes[3] & 0x20 != 0 }
    var hasPayload: Bool { bytes[3] & 0x10 != 0 }
    var continuity: UInt8 { bytes[3] & 0x0F }

    /// Length of the adaptation field without its length byte; 0 where there is none.
    var adaptationLength: Int { hasAdaptation ? Int(bytes[4]) : 0 }

    /// The payload's extent; empty without one. Nil: the adaptation field claims more than the packet has.
    var payload: Range<Int>? {
        guard hasAdaptation else { return hasPayload ? 4..<Self.size : Self.size..<Self.size }
        let start = 5 + adaptationLength
        guard hasPayload else { return start <= Self.size ? Self.size..<Self.size : nil }
        return start < Self.size ? start..<Self.size : nil
    }

    private var adaptationFlags: UInt8 { hasAdaptation && bytes[4] > 0 ? bytes[5] : 0 }
    var isDiscontinuity: Bool { adaptationFlags & 0x80 != 0 }
    var isRandomAccess: Bool { adaptationFlags & 0x40 != 0 }

    /// Where the six bytes of the PCR lie.
    var clockPosition: Int? {
        adaptationFlags & 0x10 != 0 && adaptationLength >= 7 && adaptationLength <= 183 ? 6 : nil
    }

    /// PCR at 27 MHz.
    var clock: UInt64? {
        clockPosition.map { ProgramClock.read(bytes, at: $0) }
    }
}
