/// How numbers, times and rates are written, both ways: what is written here is read here as the same value.
enum ScalarText {
    // MARK: Reading

    static func integer(_ text: some StringProtocol) -> Int? {
        let digits = text.first == "-" ? text.dropFirst() : text[...]
        guard (1...18).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else { return nil }
        return Int(text)
    }

    /// Decimal, finite, without the hexadecimal and the words that Swift would read too.
    static func number(_ text: some StringProtocol) -> Double? {
        guard (1...40).contains(text.utf8.count), text.utf8.contains(where: isDigit),
            text.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }),
            let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    static func duration(_ text: some StringProtocol) -> Duration? {
        let isNegative = text.first == "-"
        let (digits, unit) = split(isNegative ? text.dropFirst() : text[...])
        guard let scale = durationUnits.first(where: { $0.name == unit })?.milliseconds,
            let milliseconds = whole(digits, times: scale)
        else { return nil }
        return .milliseconds(isNegative ? -milliseconds : milliseconds)
    }

    static func arrivalRate(_ text: some StringProtocol) -> ArrivalRate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = number(parts[0]), count >= 0,
            let unit = ArrivalRate.Unit(rawValue: String(parts[1]))
        else { return nil }
        return ArrivalRate(count, per: unit)
    }

    static func bitRate(_ text: some StringProtocol) -> BitRate? {
        let (digits, unit) = split(text[...])
        guard let scale = bitRateUnits.first(where: { $0.name == unit })?.bits,
            let bits = whole(digits, times: scale)
        else { return nil }
        return BitRate(bitsPerSecond: bits)
    }

    static func seed(_ text: some StringProtocol) -> UInt64? {
        if text.hasPrefix("0x") {
            let digits = text.dropFirst(2)
            guard (1...16).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) else {
                return nil
            }
            return UInt64(digits, radix: 16)
        }
        guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        return UInt64(text)
    }

    // MARK: Writing

    /// In the largest unit that divides it; finer than a millisecond is cut off.
    static func text(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        guard milliseconds != 0 else { return "0s" }
        let unit = durationUnits.first { milliseconds % $0.milliseconds == 0 } ?? (name: "ms", milliseconds: 1)
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }

    static func text(_ rate: ArrivalRate) -> String { "\(PlainNumber.text(rate.count))/\(rate.unit.rawValue)" }

    static func text(_ rate: BitRate) -> String {
        let unit = bitRateUnits.first { rate.bitsPerSecond % $0.bits == 0 } ?? (name: "b/s", bits: 1)
        return "\(rate.bitsPerSecond / unit.bits)\(unit.name)"
    }

    static func text(seed: UInt64) -> String { "0x" + String(seed, radix: 16) }

    // MARK: Parts

    /// Largest first.
    private static let durationUnits: [(name: String, milliseconds: Int64)] = [
        ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
    private static let bitRateUnits: [(name: String, bits: Int64)] = [
        ("Gb/s", 1_000_000_000), ("Mb/s", 1_000_000), ("kb/s", 1000), ("b/s", 1),
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// "1.5s" as "1.5" and "s".
    private static func split<Text: StringProtocol>(_ text: Text) -> (digits: Substring, unit: String) {
        let all = Substring(text)
        let end = all.firstIndex { !$0.isASCII || !($0 == "." || isDigit($0.asciiValue ?? 0)) } ?? all.endIndex
        return (all[..<end], String(all[end...]))
    }

    /// The product, if it is whole: up to twelve digits, and three after the point.
    private static func whole(_ digits: Substring, times scale: Int64) -> Int64? {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...12).contains(parts[0].utf8.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }), let base = Int64(parts[0])
        else { return nil }
        let (product, overflow) = base.multipliedReportingOverflow(by: scale)
        guard !overflow else { return nil }
        guard parts.count == 2 else { return product }
        guard parts[1].utf8.count <= 3, let fraction = Int64(parts[1]) else { return nil }
        let divisor = (0..<parts[1].utf8.count).reduce(Int64(1)) { power, _ in power * 10 }
        guard fraction * scale % divisor == 0 else { return nil }
        let (sum, tooMuch) = product.addingReportingOverflow(fraction * scale / divisor)
        return tooMuch ? nil : sum
    }
}
