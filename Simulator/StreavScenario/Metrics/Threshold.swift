/// What a metric must hold.
public struct Threshold: Sendable, Hashable, CustomStringConvertible {
    public var selector: MetricSelector
    public var check: ThresholdCheck
    /// Ends the run as soon as the check has failed for so long; nil lets it go on to its end. 0 to 1 h.
    public var abortAfter: Duration?

    /// Where `abort: true` stands without `grace`.
    public static let defaultGrace = Duration.seconds(10)

    public init(_ selector: MetricSelector, _ check: ThresholdCheck, abortAfter: Duration? = nil) {
        self.selector = selector
        self.check = check
        self.abortAfter = abortAfter
    }

    public var description: String { "\(selector): \(check)" }

    /// Judges by what was measured. What nobody measured does not hold.
    public func evaluate(against reading: some MetricReading) -> ThresholdResult {
        let value = reading.value(of: selector.metric, tags: selector.tags, statistic: check.statistic)
        guard let value, !value.isNaN else { return ThresholdResult(threshold: self, value: nil, holds: false) }
        return ThresholdResult(threshold: self, value: value, holds: check.comparison.holds(value, check.limit))
    }
}
