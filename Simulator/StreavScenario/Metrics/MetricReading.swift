/// What was measured so far.
public protocol MetricReading {
    /// One statistic over the samples that carry all of the tags; nil if there is none.
    func value(of metric: Metric, tags: [MetricTag: String], statistic: Statistic) -> Double?
}
