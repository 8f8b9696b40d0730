/// What can be asked of a metric.
public enum MetricKind: String, Sendable, Hashable, CaseIterable {
    /// Percentiles, extremes and mean of samples.
    case distribution
    /// A part of a whole, both summed over all sessions before they are divided.
    case ratio
    /// A sum.
    case counter
    /// A number per time, both summed over all sessions before they are divided.
    case rate
}
