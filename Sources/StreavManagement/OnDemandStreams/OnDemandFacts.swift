import StreavDomain
import StreavWeb

/// What is known of a file, in words.
enum OnDemandFacts {
    /// `1:35:20 · 1920×1080 · avc1.64001f, mp4a.40.2 · 1.25 GB`
    static func line(_ details: OnDemandStreamDetails, _ call: PageCall) -> String {
        let codecs = [details.videoCodec, details.audioCodec].compactMap(\.self).joined(separator: ", ")
        let parts: [String?] = [
            details.durationMilliseconds.map(duration), size(details), codecs.isEmpty ? nil : codecs,
            details.sizeBytes.map(Quantity.bytes),
        ]
        let known = parts.compactMap(\.self)
        return known.isEmpty ? call.t("ondemand.unknown") : known.joined(separator: " · ")
    }

    /// `1920×1080`
    static func size(_ details: OnDemandStreamDetails) -> String? {
        guard let width = details.width, let height = details.height else { return nil }
        return "\(width)×\(height)"
    }

    /// `1:35:20`, and `1:35:20.5` where it is not whole seconds.
    static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let clock = "\(seconds / 3600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        let rest = milliseconds % 1000
        guard rest > 0 else { return clock }
        var fraction = padded(rest, 3)[...]
        while fraction.last == "0" { fraction.removeLast() }
        return "\(clock).\(fraction)"
    }

    /// Milliseconds of `h:mm:ss`, `m:ss` or seconds; nil for what is none.
    static func milliseconds(_ text: String) -> Int64? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), (1...3).contains(parts.count) else { return nil }
        var seconds: Int64 = 0
        for part in parts {
            guard (1...9).contains(part.utf8.count), let number = digits(part) else { return nil }
            guard parts.count == 1 || part == parts[0] || number < 60 else { return nil }
            seconds = seconds * 60 + number
        }
        var fraction: Int64 = 0
        if halves.count == 2 {
            guard (1...3).contains(halves[1].utf8.count), let number = digits(halves[1]) else { return nil }
            fraction = [1: number * 100, 2: number * 10, 3: number][halves[1].utf8.count] ?? 0
        }
        return seconds * 1000 + fraction
    }

    private static func digits(_ text: Substring) -> Int64? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(text)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
