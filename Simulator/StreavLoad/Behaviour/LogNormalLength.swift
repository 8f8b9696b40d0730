public import StreavPorts

/// Lengths with a heavy tail: their logarithm is normally distributed. How long people watch is like that.
public struct LogNormalLength: Sendable, Hashable {
    /// Mean and deviation of the logarithm of the length in units.
    public let mean: Double
    public let deviation: Double
    public let unit: Duration
    /// No length is outside.
    public let bounds: ClosedRange<Duration>

    /// - Parameters:
    ///   - mean: −20 to 20; the median is e^mean units.
    ///   - deviation: 0 to 10.
    ///   - unit: A minute: `lognormal: [3.2, 1.1]` has a median of 24.5 minutes.
    public init(
        mean: Double, deviation: Double, unit: Duration = .seconds(60),
        bounds: ClosedRange<Duration> = .seconds(1)...(.seconds(86400))
    ) {
        precondition((-20...20).contains(mean), "a mean of −20 to 20")
        precondition((0...10).contains(deviation), "a deviation of 0 to 10")
        self.mean = mean
        self.deviation = deviation
        self.unit = unit
        self.bounds = bounds
    }

    public func draw(_ entropy: any Entropy) -> Duration {
        let factor = ElementaryFunction.exponential(mean + deviation * entropy.normal())
        // Compared before it is multiplied: a factor of e^120 is no duration.
        guard factor < bounds.upperBound / unit else { return bounds.upperBound }
        return max(unit * factor, bounds.lowerBound)
    }
}
