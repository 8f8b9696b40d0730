/// Numbers as people read them.
enum PlainText {
    /// At most four significant digits, without an exponent.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        let size = abs(value)
        let digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 5
        return fixed(value, digits)
    }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard abs(scaled) < 1e15 else { return "\(value)" }
        let whole = Int64(scaled)
        guard digits > 0 else { return String(whole) }
        var text = String(abs(whole))
        while text.count <= digits { text = "0" + text }
        let point = text.index(text.endIndex, offsetBy: -digits)
        var result = (whole < 0 ? "-" : "") + text[..<point] + "." + text[point...]
        while result.hasSuffix("0") { result.removeLast() }
        if result.hasSuffix(".") { result.removeLast() }
        return result
    }

    /// `1.2 Gbit/s`.
    static func bitRate(_ bits: Double) -> String {
        for (unit, size) in [("Gbit/s", 1e9), ("Mbit/s", 1e6), ("kbit/s", 1e3)] where bits >= size {
            return "\(fixed(bits / size, 1)) \(unit)"
        }
        return "\(fixed(bits, 0)) bit/s"
    }

    static func milliseconds(_ value: Double) -> String {
        value >= 1000 ? "\(fixed(value / 1000, 2)) s" : "\(fixed(value, value < 10 ? 1 : 0)) ms"
    }

    static func percent(_ share: Double) -> String { "\(fixed(share * 100, 2)) %" }
}
