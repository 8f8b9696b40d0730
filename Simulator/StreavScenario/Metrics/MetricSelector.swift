/// A metric, narrowed down: `qoe.rebuffer_ratio{cohort=tv}`.
public struct MetricSelector: Sendable, Hashable, CustomStringConvertible {
    public var metric: Metric
    public var tags: [MetricTag: String]

    public init(_ metric: Metric, tags: [MetricTag: String] = [:]) {
        self.metric = metric
        self.tags = tags
    }

    /// As in a scenario, tags by name.
    public var description: String {
        guard !tags.isEmpty else { return metric.rawValue }
        let list = tags.sorted { $0.key < $1.key }.map { "\($0.key.rawValue)=\($0.value)" }
        return "\(metric.rawValue){\(list.joined(separator: ","))}"
    }
}
