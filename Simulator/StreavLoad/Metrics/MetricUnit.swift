/// What a metric's numbers count.
public enum MetricUnit: String, Sendable, Hashable, CaseIterable {
    case milliseconds = "ms"
    case seconds = "s"
    /// 0 to 1, except where the whole can be smaller than the part.
    case ratio
    case count
    case perMinute = "1/min"
    case bitsPerSecond = "bit/s"
    case bytes
    /// A mean opinion score, 1 to 5.
    case score
}
