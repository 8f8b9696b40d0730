import StreavDomain

/// Fields that are more than text. What cannot be read is noted, and left out.
extension FormValues {
    func whole(_ name: String, _ problems: inout InvalidInput) -> Int? {
        guard let text = line(name) else { return nil }
        let number = Int(text)
        problems.require(number != nil, name, "must be a whole number")
        return number
    }

    /// With a point or a comma.
    func decimal(_ name: String, _ problems: inout InvalidInput) -> Double? {
        guard let text = line(name) else { return nil }
        let number = Double(text.map { $0 == "," ? "." : String($0) }.joined())
        let isUsable = number?.isFinite ?? false
        problems.require(isUsable, name, "must be a number")
        return isUsable ? number : nil
    }

    /// A day, which is its midnight in UTC, or a moment as ISO 8601 has it.
    func day(_ name: String, _ problems: inout InvalidInput) -> Timestamp? {
        guard let text = line(name) else { return nil }
        let moment = DateTimeText.read(text)
        problems.require(moment != nil, name, "must be a date as yyyy-MM-dd")
        return moment
    }

    /// Several lines; nil when nothing is there. Browsers end lines with two characters, we with one.
    func lines(_ name: String) -> String? {
        guard line(name) != nil else { return nil }
        return String(text(name).replacing("\r\n", with: "\n"))
    }
}
