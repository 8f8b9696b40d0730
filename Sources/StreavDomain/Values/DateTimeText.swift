/// Moments as texts (ISO 8601, RFC 3339), as the API and the dashboard read and write them.
public enum DateTimeText {
    /// The first and the last moment that have a text: the years 1 to 9999.
    public static let range =
        Timestamp(milliseconds: -62_135_596_800_000)...Timestamp(milliseconds: 253_402_300_799_999)

    /// `yyyy-MM-ddTHH:mm:ss.fffZ`. A moment outside ``range`` is written as its end.
    public static func write(_ moment: Timestamp) -> String {
        let milliseconds = Int(min(max(moment, range.lowerBound), range.upperBound).milliseconds)
        let (days, rest) = floored(milliseconds, by: 86_400_000)
        guard let date = CalendarDate(daysSince1970: days) else { preconditionFailure("the range has four digits") }
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            + "T\(time.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
    }

    /// Reads `yyyy-MM-dd`, which is midnight UTC, or a date and time with `Z` or `±hh:mm` and up to nine digits of a
    /// fraction, which is truncated to milliseconds. Nil for anything else, a time without zone too.
    public static func read(_ text: some StringProtocol) -> Timestamp? {
        var rest = ArraySlice(Array(text.utf8.prefix(64)))
        guard text.utf8.count <= 40, let year = number(4, from: &rest), take("-", &rest),
            let month = number(2, from: &rest), take("-", &rest), let day = number(2, from: &rest),
            let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        let midnight = date.daysSince1970 * 86_400_000
        if rest.isEmpty { return Timestamp(milliseconds: Int64(midnight)) }
        guard take("T", &rest) || take("t", &rest), let time = time(from: &rest), let zone = zone(from: &rest),
            rest.isEmpty
        else { return nil }
        let moment = Timestamp(milliseconds: Int64(midnight + time - zone))
        return range.contains(moment) ? moment : nil
    }

    /// Milliseconds since midnight.
    private static func time(from rest: inout ArraySlice<UInt8>) -> Int? {
        guard let hour = number(2, from: &rest), hour < 24, take(":", &rest), let minute = number(2, from: &rest),
            minute < 60, take(":", &rest), let second = number(2, from: &rest), second < 60
        else { return nil }
        var fraction = 0
        if take(".", &rest) {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...9).contains(digits.count) else { return nil }
            rest = rest[digits.endIndex...]
            for place in 0..<3 {
                fraction = fraction * 10 + (place < digits.count ? Int(digits[digits.startIndex + place]) - 0x30 : 0)
            }
        }
        return ((hour * 60 + minute) * 60 + second) * 1000 + fraction
    }

    /// Milliseconds that the zone is ahead of UTC.
    private static func zone(from rest: inout ArraySlice<UInt8>) -> Int? {
        if take("Z", &rest) || take("z", &rest) { return 0 }
        let sign = take("+", &rest) ? 1 : take("-", &rest) ? -1 : 0
        guard sign != 0, let hours = number(2, from: &rest), hours < 24, take(":", &rest),
            let minutes = number(2, from: &rest), minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes) * 60_000
    }

    private static func number(_ count: Int, from rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func floored(_ value: Int, by divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
