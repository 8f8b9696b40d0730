internal import StreavDomain

/// Dates as HTTP writes them (IMF-fixdate, RFC 9110 section 5.6.7).
enum HTTPDate {
    /// In characters, always.
    static let length = 29

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`; years 0 to 9999.
    static func text(_ time: Timestamp) -> [UInt8] {
        let day = time.seconds >= 0 ? time.seconds / 86_400 : (time.seconds - 86_399) / 86_400
        let second = time.seconds - day * 86_400
        let date = civil(day)
        var result: [UInt8] = []
        result.reserveCapacity(length)
        // 1970-01-01 was a Thursday.
        result.append(contentsOf: days[Int(((day + 4) % 7 + 7) % 7)].utf8)
        result.append(contentsOf: ", ".utf8)
        append(date.day, digits: 2, to: &result)
        result.append(0x20)
        result.append(contentsOf: months[date.month - 1].utf8)
        result.append(0x20)
        append(date.year, digits: 4, to: &result)
        result.append(0x20)
        append(Int(second / 3_600), digits: 2, to: &result)
        result.append(UInt8(ascii: ":"))
        append(Int(second / 60 % 60), digits: 2, to: &result)
        result.append(UInt8(ascii: ":"))
        append(Int(second % 60), digits: 2, to: &result)
        result.append(contentsOf: " GMT".utf8)
        return result
    }

    /// The proleptic Gregorian date of a day counted from 1970-01-01, with years that begin in March.
    private static func civil(_ day: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }

    private static func append(_ value: Int, digits: Int, to result: inout [UInt8]) {
        var divisor = digits == 4 ? 1_000 : 10
        while divisor > 0 {
            result.append(UInt8(0x30 + value / divisor % 10))
            divisor /= 10
        }
    }
}
