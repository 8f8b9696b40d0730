extension InvalidInput {
    /// Moments whose year has four digits: from 0001-01-01 on, before 10000-01-01.
    static let calendar = Timestamp(milliseconds: -62_135_596_800_000)..<Timestamp(milliseconds: 253_402_300_800_000)

    /// Nil, or 1 to `limit` characters on one line.
    mutating func requireName(_ text: String?, _ field: String, atMost limit: Int) {
        require(
            text.map { TextRule.isName($0, limit: limit) } ?? true, field,
            "must have 1 to \(limit) characters on one line")
    }

    /// Nil, or at most `limit` characters on any number of lines.
    mutating func requireText(_ text: String?, _ field: String, atMost limit: Int) {
        require(
            text.map { TextRule.isText($0, limit: limit) } ?? true, field, "must have at most \(limit) characters")
    }

    /// Nil, or an address of a picture.
    mutating func requireImage(_ address: String?, _ field: String) {
        require(address.map(TextRule.isImageAddress) ?? true, field, "must be an absolute http or https address")
    }

    mutating func requireRange(_ number: Int?, _ field: String, _ range: ClosedRange<Int>) {
        require(
            number.map(range.contains) ?? true, field, "must be \(range.lowerBound) to \(range.upperBound)")
    }

    mutating func requireCalendar(_ moment: Timestamp?, _ field: String) {
        require(moment.map(Self.calendar.contains) ?? true, field, "must lie in the years 1 to 9999")
    }
}
