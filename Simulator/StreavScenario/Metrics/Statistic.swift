/// One number for many samples.
public enum Statistic: Sendable, Hashable, CustomStringConvertible {
    /// In tenths of a percent: 10 is p1, 500 the median, 999 is p99.9.
    case percentile(tenths: Int)
    case minimum
    case maximum
    case mean
    /// The quotient of the sums: all stalls by all time, never the mean of the sessions' own quotients.
    case pooled
    /// Events of all tries; for a counter, events a second.
    case rate
    case count

    public static let percentileTenths = 10...999

    /// `p1` to `p99.9`, `min`, `max`, `mean`, `pooled`, `rate`, `count`.
    public init?(_ text: some StringProtocol) {
        switch text {
        case "min": self = .minimum
        case "max": self = .maximum
        case "mean": self = .mean
        case "pooled": self = .pooled
        case "rate": self = .rate
        case "count": self = .count
        default:
            guard text.first == "p", let tenths = Self.tenths(text.dropFirst()) else { return nil }
            self = .percentile(tenths: tenths)
        }
    }

    private static func tenths(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, (1...2).contains(whole.utf8.count),
            whole.first != "0", parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        guard parts.count == 2 else { return Int(whole).map { $0 * 10 } }
        guard parts[1].utf8.count == 1, let tens = Int(whole), let tenth = Int(parts[1]) else { return nil }
        return tens * 10 + tenth
    }

    public var description: String {
        switch self {
        case .percentile(let tenths): tenths % 10 == 0 ? "p\(tenths / 10)" : "p\(tenths / 10).\(tenths % 10)"
        case .minimum: "min"
        case .maximum: "max"
        case .mean: "mean"
        case .pooled: "pooled"
        case .rate: "rate"
        case .count: "count"
        }
    }
}
