internal import StreavSQL

/// A `numeric` in binary form: what PostgreSQL makes of sums and averages of 64-bit integers.
///
/// Four 16-bit numbers (how many digits, the weight of the first, the sign, the decimal places), then the digits to the
/// base of 10 000 (`numeric_send` in PostgreSQL's `numeric.c`).
struct PostgresNumeric {
    private static let negative = 0x4000
    private static let positive = 0x0000
    /// More than any number of 64 bits or a double needs; what is longer is no sum of ours.
    private static let maximumDigits = 512

    private let digits: [Int]
    /// The power of 10 000 by which the first digit counts.
    private let weight: Int
    private let isNegative: Bool
    private let decimalPlaces: Int

    /// Nil for infinities, for what is no number, and for bytes that are no `numeric`.
    init?(_ bytes: RawSpan) {
        func word(_ index: Int) -> Int {
            Int(PostgresValue.byte(bytes, at: 2 * index)) << 8 | Int(PostgresValue.byte(bytes, at: 2 * index + 1))
        }
        guard bytes.byteCount >= 8 else { return nil }
        let count = word(0)
        let sign = word(2)
        guard count <= Self.maximumDigits, bytes.byteCount == 8 + 2 * count,
            sign == Self.positive || sign == Self.negative
        else { return nil }
        digits = (0..<count).map { word(4 + $0) }
        weight = Int(Int16(truncatingIfNeeded: word(1)))
        isNegative = sign == Self.negative
        decimalPlaces = word(3)
        guard digits.allSatisfy({ $0 < 10_000 }), abs(weight) <= Self.maximumDigits else { return nil }
    }

    /// An integer where it has no decimal places and fits, else a real.
    var value: SQLValue {
        if decimalPlaces == 0, let integer { return .integer(integer) }
        return .real(real)
    }

    private var integer: Int64? {
        var sum: Int64 = 0
        guard digits.count <= weight + 1 else { return nil }
        for index in 0..<max(0, weight + 1) {
            let (shifted, overflows) = sum.multipliedReportingOverflow(by: 10_000)
            let digit = Int64(index < digits.count ? digits[index] : 0)
            // Downwards, since the least number has no positive counterpart.
            let (next, overflowsToo) = shifted.subtractingReportingOverflow(digit)
            guard !overflows, !overflowsToo else { return nil }
            sum = next
        }
        if isNegative { return sum }
        return sum == .min ? nil : -sum
    }

    private var real: Double {
        let text = digits.map { digit in
            let text = String(digit)
            return String(repeating: "0", count: 4 - text.count) + text
        }
        let power = 4 * (weight - digits.count + 1)
        return Double((isNegative ? "-" : "") + (text.isEmpty ? "0" : text.joined()) + "e\(power)") ?? 0
    }
}
