import Synchronization

/// Histograms of one name told apart by labels, of which there is a bounded number: as ``LabelledCounter``, for
/// durations and sizes. Each set is as many time series as there are bounds, so there are few of them.
public final class LabelledHistogram: Sendable {
    public let labels: [String]
    public let limit: Int
    public let bounds: [Double]
    private let children = Mutex<[[String]: Histogram]>([:])

    /// - Parameters:
    ///   - labels: 1 to 8 names of the form `[a-zA-Z_][a-zA-Z0-9_]*`, `le` not among them.
    ///   - limit: The most label sets, the overflow set not counted; 1 to 1 000.
    ///   - bounds: As of a ``Histogram``.
    public init(labels: [String], limit: Int = 100, bounds: [Double] = Histogram.latencyBounds) {
        precondition((1...8).contains(labels.count), "a labelled histogram has 1 to 8 labels")
        precondition(labels.allSatisfy(MetricName.isLabel), "a label name is [a-zA-Z_][a-zA-Z0-9_]*: \(labels)")
        precondition(Set(labels).count == labels.count, "a label is named once: \(labels)")
        precondition((1...1_000).contains(limit), "a labelled histogram has 1 to 1 000 label sets")
        self.labels = labels
        self.limit = limit
        self.bounds = bounds
    }

    /// The histogram of one set of label values, in the order of ``labels``; that of ``LabelledCounter/overflowValue``
    /// when there are as many as may be.
    public func histogram(_ values: String...) -> Histogram {
        precondition(values.count == labels.count, "labels \(labels) take as many values, not \(values.count)")
        let key = values.map(LabelledCounter.cut)
        return children.withLock { children in
            if let present = children[key] { return present }
            let overflow = [String](repeating: LabelledCounter.overflowValue, count: labels.count)
            let isFull = children.count - (children[overflow] == nil ? 0 : 1) >= limit
            let place = isFull ? overflow : key
            if let present = children[place] { return present }
            let made = Histogram(bounds: bounds)
            children[place] = made
            return made
        }
    }

    /// Ordered by label values, so that two scrapes list them alike.
    var present: [(labels: [(name: String, value: String)], histogram: Histogram)] {
        children.withLock { $0.map { ($0.key, $0.value) } }
            .sorted { $0.0.lexicographicallyPrecedes($1.0) }
            .map { values, histogram in (zip(labels, values).map { (name: $0, value: $1) }, histogram) }
    }
}
