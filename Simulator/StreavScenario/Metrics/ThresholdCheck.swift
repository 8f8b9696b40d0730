/// A statistic, a comparison and a limit: `p99 < 0.01`.
public struct ThresholdCheck: Sendable, Hashable, CustomStringConvertible {
    public var statistic: Statistic
    public var comparison: Comparison
    /// Finite, in the metric's unit.
    public var limit: Double

    public init(_ statistic: Statistic, _ comparison: Comparison, _ limit: Double) {
        self.statistic = statistic
        self.comparison = comparison
        self.limit = limit
    }

    public var description: String { "\(statistic) \(comparison.rawValue) \(PlainNumber.text(limit))" }
}
