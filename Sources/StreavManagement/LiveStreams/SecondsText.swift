/// Durations as people type them: seconds, with a fraction after a point or comma.
enum SecondsText {
    /// Nil for what is none, and for more than a day.
    static func read(_ text: String) -> Duration? {
        let parts = text.filter { $0 != " " }.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "," })
        guard let whole = parts.first, (1...6).contains(whole.utf8.count), let seconds = UInt32(whole),
            seconds <= 86_400
        else { return nil }
        guard parts.count == 2 else { return .seconds(Int64(seconds)) }
        guard (1...3).contains(parts[1].utf8.count), let fraction = UInt32(parts[1]) else { return nil }
        let scale: UInt32 = parts[1].utf8.count == 1 ? 100 : parts[1].utf8.count == 2 ? 10 : 1
        return .milliseconds(Int64(seconds) * 1000 + Int64(fraction * scale))
    }

    /// `2`, `0.5`
    static func write(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        guard milliseconds > 0 else { return "\(seconds)" }
        var fraction = String(1000 + milliseconds).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(seconds).\(fraction)"
    }
}
