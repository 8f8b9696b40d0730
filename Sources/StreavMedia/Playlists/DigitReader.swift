/// Reads the digits and marks of a date from UTF-8, never past its end.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: Substring.UTF8View) {
        rest = text
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes `mark` when it comes next.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == mark.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly so many digits.
    mutating func number(digits count: Int) -> Int64? {
        var value: Int64 = 0
        var left = rest
        for _ in 0..<count {
            guard let digit = left.popFirst().flatMap(Self.digit) else { return nil }
            value = value * 10 + digit
        }
        rest = left
        return value
    }

    /// One digit or more of a fraction, of which the first `count` make up the value.
    mutating func fraction(digits count: Int) -> Int64? {
        guard rest.first.flatMap(Self.digit) != nil else { return nil }
        var value: Int64 = 0
        var read = 0
        while let digit = rest.first.flatMap(Self.digit) {
            if read < count { value = value * 10 + digit }
            read += 1
            rest.removeFirst()
        }
        for _ in min(read, count)..<count { value *= 10 }
        return value
    }

    /// `Z`, `±hh`, `±hhmm`, `±hh:mm` in minutes; nothing at all counts as UTC.
    mutating func offsetMinutes() -> Int64? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let sign: Int64 = take("+") ? 1 : -1
        guard sign == 1 || take("-"), let hours = number(digits: 2) else { return nil }
        let hasColon = take(":")
        guard hasColon || !isAtEnd else { return hours < 24 ? sign * hours * 60 : nil }
        guard let minutes = number(digits: 2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}
