/// The distribution of a time in seconds whose natural logarithm is normal.
public struct LogNormal: Sendable, Hashable {
    /// Mean of the logarithm: the median is e^mu seconds. -10 to 15.
    public var mu: Double
    /// Standard deviation of the logarithm. 0 to 5.
    public var sigma: Double

    public init(mu: Double, sigma: Double) {
        self.mu = mu
        self.sigma = sigma
    }
}
