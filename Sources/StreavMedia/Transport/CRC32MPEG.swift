/// The checksum of programme tables (ISO/IEC 13818-1 annex A): polynomial 0x04C11DB7, not reflected, from all ones on.
/// Over a section with its checksum the result is 0.
enum CRC32MPEG {
    private static let table: [UInt32] = (0..<256).map { index in
        var value = UInt32(index) << 24
        for _ in 0..<8 {
            value = value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
        }
        return value
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value = value << 8 ^ table[Int(UInt8(truncatingIfNeeded: value >> 24) ^ byte)]
        }
        return value
    }
}
