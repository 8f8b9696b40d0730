/// The numbers of RFC 8216 section 4.2, bounded so that sums of them cannot overflow.
enum PlaylistNumber {
    /// Sequence numbers, lengths and offsets: 0 to 2^61.
    static let maximum: Int64 = 1 << 61

    /// A decimal-integer: digits alone, at most `maximum`.
    static func integer(_ text: some StringProtocol) -> Int64? {
        guard !text.isEmpty, text.utf8.count <= 20, text.utf8.allSatisfy(isDigit), let value = Int64(text),
            value <= maximum
        else { return nil }
        return value
    }

    /// A decimal-integer that fits an `Int` and is at most 10^9.
    static func smallInteger(_ text: some StringProtocol) -> Int? {
        guard let value = integer(text), value <= 1_000_000_000 else { return nil }
        return Int(value)
    }

    /// A decimal-floating-point of seconds, not negative, at most 10^9. What is finer than a nanosecond is cut off.
    static func duration(_ text: Substring) -> Duration? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = smallInteger(Substring(parts[0])) else { return nil }
        guard parts.count == 2 else { return .seconds(whole) }
        // Some writers end with the point, as in `4.`
        guard parts[1].allSatisfy(isDigit) else { return nil }
        var nanoseconds: Int64 = 0
        var unit: Int64 = 100_000_000
        for byte in parts[1].prefix(9) {
            nanoseconds += Int64(byte - UInt8(ascii: "0")) * unit
            unit /= 10
        }
        return .seconds(whole) + .nanoseconds(nanoseconds)
    }

    /// A decimal-floating-point without a unit, as FRAME-RATE.
    static func decimal(_ text: String) -> Double? {
        guard duration(text[...]) != nil else { return nil }
        return Double(text.utf8.last == UInt8(ascii: ".") ? text + "0" : text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
