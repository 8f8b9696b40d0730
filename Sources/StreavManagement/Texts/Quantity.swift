/// Numbers for people.
enum Quantity {
    /// `1 234 567`, with thin spaces that do not break.
    static func grouped(_ number: Int) -> String {
        let digits = String(abs(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + text
    }

    /// A rate in bits per second, three figures: `4.21 Mbit/s`.
    static func bitRate(_ bits: Int64) -> String {
        scaled(Double(bits), ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"])
    }

    /// A size in bytes, by thousands: `1.25 GB`.
    static func bytes(_ bytes: Int64) -> String { scaled(Double(bytes), ["B", "kB", "MB", "GB", "TB"]) }

    private static func scaled(_ value: Double, _ units: [String]) -> String {
        var value = value
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        guard unit > 0 else { return "\(Int(value)) \(units[0])" }
        return "\(figures(value)) \(units[unit])"
    }

    /// Three figures.
    private static func figures(_ value: Double) -> String {
        let places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        let factor = places == 2 ? 100.0 : places == 1 ? 10.0 : 1.0
        let whole = Int((value * factor).rounded())
        guard places > 0 else { return "\(whole)" }
        let divisor = Int(factor)
        let fraction = String(whole % divisor)
        return "\(whole / divisor)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
