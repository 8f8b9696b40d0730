/// The forms of names in the Prometheus data model.
enum MetricName {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`; colons are for recording rules, so ours have none.
    static func isMetric(_ name: String) -> Bool { isIdentifier(name) }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`, not beginning with two underscores; `le` belongs to histograms.
    static func isLabel(_ name: String) -> Bool {
        isIdentifier(name) && !name.hasPrefix("__") && name != "le"
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
}
