/// PTS and DTS: 90 kHz in 33 bits, so they wrap every 26.5 hours. Wire form: ISO/IEC 13818-1 section 2.4.3.7.
enum Timestamp33 {
    static let modulus: UInt64 = 1 << 33
    static let ticksPerSecond: Int64 = 90_000
    /// Bytes of one field in a PES header.
    static let fieldSize = 5

    /// The timestamp on the wire of an unwrapped time.
    static func wrapped(_ time: Int64) -> UInt64 {
        UInt64(bitPattern: time) & (modulus - 1)
    }

    /// How far `later` is after `earlier`, the short way around: within ± 2^32.
    static func distance(from earlier: UInt64, to later: UInt64) -> Int64 {
        let forward = Int64((later &- earlier) & (modulus - 1))
        return forward >= Int64(modulus / 2) ? forward - Int64(modulus) : forward
    }

    /// Nil when the marker bits are not where they must be.
    static func read(_ field: (UInt8, UInt8, UInt8, UInt8, UInt8)) -> UInt64? {
        guard field.0 & 1 == 1, field.2 & 1 == 1, field.4 & 1 == 1 else { return nil }
        let high = UInt64(field.0 & 0x0E) << 29 | UInt64(field.1) << 22
        let low = UInt64(field.2 & 0xFE) << 14 | UInt64(field.3) << 7 | UInt64(field.4) >> 1
        return high | low
    }

    /// - Parameter prefix: The upper four bits of the field: 2 a PTS alone, 3 a PTS before a DTS, 1 a DTS.
    static func field(_ time: UInt64, prefix: UInt8) -> (UInt8, UInt8, UInt8, UInt8, UInt8) {
        (
            prefix << 4 | UInt8(truncatingIfNeeded: time >> 29) & 0x0E | 1,
            UInt8(truncatingIfNeeded: time >> 22),
            UInt8(truncatingIfNeeded: time >> 14) & 0xFE | 1,
            UInt8(truncatingIfNeeded: time >> 7),
            UInt8(truncatingIfNeeded: time << 1) | 1
        )
    }
}
