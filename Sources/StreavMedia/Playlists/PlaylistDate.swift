/// Dates as EXT-X-PROGRAM-DATE-TIME has them: ISO 8601, here with milliseconds and in UTC (RFC 8216 section 4.3.2.6).
enum PlaylistDate {
    /// What can be written with a year of four digits, in milliseconds since 1970: 1970 to the end of 9999.
    static let range: Range<Int64> = 0..<253_402_300_800_000

    /// `2026-01-31T23:59:59.123Z`. `milliseconds` since 1970, in `range`.
    static func text(of milliseconds: Int64) -> String {
        let (days, time) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let date = civilDate(days: days)
        let seconds = time / 1_000
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
            + "T\(digits(seconds / 3_600, 2)):\(digits(seconds / 60 % 60, 2)):\(digits(seconds % 60, 2))"
            + ".\(digits(time % 1_000, 3))Z"
    }

    /// Milliseconds since 1970 of a date with time and, unless it is UTC, an offset: `Z`, `+hh:mm`, `+hhmm` or `+hh`.
    /// Fractions finer than a millisecond are cut off. Nil when it is not a date from 1970 to 9999.
    static func milliseconds(of text: Substring) -> Int64? {
        var reader = DigitReader(text.utf8)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(digits: 2), reader.take(":"),
            let minute = reader.number(digits: 2), reader.take(":"),
            let second = reader.number(digits: 2),
            (1...12).contains(month), (1...daysInMonth(month, year: year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var thousandths: Int64 = 0
        if reader.take(".") || reader.take(",") {
            guard let fraction = reader.fraction(digits: 3) else { return nil }
            thousandths = fraction
        }
        guard let offset = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        let seconds = days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
        let result = seconds * 1_000 + thousandths
        return range.contains(result) ? result : nil
    }

    /// Days since 1970 to the proleptic Gregorian date. Years are counted from March, so that the leap day is last.
    private static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468  // from 0000-03-01
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func daysInMonth(_ month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func digits(_ value: Int64, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
