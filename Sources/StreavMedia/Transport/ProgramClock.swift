/// The programme clock reference's arithmetic and wire form: 27 MHz, as a 33-bit base of 90 kHz and a 9-bit extension
/// (ISO/IEC 13818-1 section 2.4.3.5).
enum ProgramClock {
    /// Ticks of 27 MHz in one of 90 kHz.
    static let ticksPerTimestamp: UInt64 = 300
    /// The clock wraps here.
    static let modulus = Timestamp33.modulus * ticksPerTimestamp

    static func read(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        let high = UInt64(bytes[position]) << 25 | UInt64(bytes[position + 1]) << 17
        let low = UInt64(bytes[position + 2]) << 9 | UInt64(bytes[position + 3]) << 1
        let base = high | low | UInt64(bytes[position + 4]) >> 7
        let extent = UInt64(bytes[position + 4] & 1) << 8 | UInt64(bytes[position + 5])
        // An extension of 300 or more is not legal, yet must not push the clock over its modulus.
        return base * ticksPerTimestamp + min(extent, ticksPerTimestamp - 1)
    }

    static func write(_ clock: UInt64, to bytes: UnsafeMutableRawBufferPointer, at position: Int) {
        let (base, extent) = clock.quotientAndRemainder(dividingBy: ticksPerTimestamp)
        bytes[position] = UInt8(truncatingIfNeeded: base >> 25)
        bytes[position + 1] = UInt8(truncatingIfNeeded: base >> 17)
        bytes[position + 2] = UInt8(truncatingIfNeeded: base >> 9)
        bytes[position + 3] = UInt8(truncatingIfNeeded: base >> 1)
        bytes[position + 4] = UInt8(truncatingIfNeeded: base << 7) | 0x7E | UInt8(truncatingIfNeeded: extent >> 8)
        bytes[position + 5] = UInt8(truncatingIfNeeded: extent)
    }

    /// The clock on the wire of an unwrapped time.
    static func wrapped(_ time: Int64) -> UInt64 {
        let modulus = Int64(Self.modulus)
        let rest = time % modulus
        return UInt64(rest < 0 ? rest + modulus : rest)
    }

    /// How far `later` is after `earlier`, the short way around: within ± half the modulus.
    static func distance(from earlier: UInt64, to later: UInt64) -> Int64 {
        let forward = Int64(later) - Int64(earlier)
        let modulus = Int64(Self.modulus)
        if forward > modulus / 2 { return forward - modulus }
        if forward < -modulus / 2 { return forward + modulus }
        return forward
    }
}
