import Synchronization

/// The metrics of one component, and their text for scrapers.
///
/// Names follow the Prometheus conventions: prefix `streav_`, base units, `_total` for counters. A name registered
/// twice or misspelled is a mistake of the program and traps at start.
public final class MetricRegistry: Sendable {
    /// The media type of ``text()``: the Prometheus text exposition format 0.0.4.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    enum Source: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case labelled(LabelledCounter)
        case histogram(Histogram)
        case labelledHistogram(LabelledHistogram)
        case closure(MetricKind, @Sendable () -> [MetricSample])
    }

    struct Metric: Sendable {
        let name: String
        let help: String
        let source: Source
    }

    private let metrics = Mutex<[Metric]>([])

    public init() {}

    /// - Parameters:
    ///   - name: `[a-zA-Z_][a-zA-Z0-9_]*`, ending in `_total`.
    ///   - help: One sentence.
    public func counter(_ name: String, help: String) -> Counter {
        let made = Counter()
        add(name, help, .counter(made))
        return made
    }

    public func gauge(_ name: String, help: String) -> Gauge {
        let made = Gauge()
        add(name, help, .gauge(made))
        return made
    }

    /// - Parameter limit: The most label sets; see ``LabelledCounter``.
    public func counter(_ name: String, help: String, labels: [String], limit: Int = 100) -> LabelledCounter {
        let made = LabelledCounter(labels: labels, limit: limit)
        add(name, help, .labelled(made))
        return made
    }

    /// - Parameter bounds: See ``Histogram``. In seconds for durations (name ending in `_seconds`), bytes for sizes.
    public func histogram(
        _ name: String, help: String, bounds: [Double] = Histogram.latencyBounds
    ) -> Histogram {
        let made = Histogram(bounds: bounds)
        add(name, help, .histogram(made))
        return made
    }

    /// - Parameter limit: The most label sets; see ``LabelledHistogram``.
    public func histogram(
        _ name: String, help: String, labels: [String], limit: Int = 100, bounds: [Double] = Histogram.latencyBounds
    ) -> LabelledHistogram {
        let made = LabelledHistogram(labels: labels, limit: limit, bounds: bounds)
        add(name, help, .labelledHistogram(made))
        return made
    }

    /// A metric whose values are read when a scraper asks. `read` is called on the scraper's path: it returns at once,
    /// and returns a bounded number of samples.
    public func register(
        _ name: String, help: String, kind: MetricKind, read: @escaping @Sendable () -> [MetricSample]
    ) {
        add(name, help, .closure(kind, read))
    }

    /// All metrics in the order of their names.
    public func text() -> String {
        let present = metrics.withLock { $0 }
        var writer = ExpositionWriter()
        for metric in present {
            writer.write(metric)
        }
        return writer.text
    }

    private func add(_ name: String, _ help: String, _ source: Source) {
        precondition(MetricName.isMetric(name), "a metric's name is [a-zA-Z_][a-zA-Z0-9_]*: \(name)")
        precondition(
            name.hasSuffix("_total") == source.isCounter, "counters, and only they, are named …_total: \(name)")
        metrics.withLock { metrics in
            let place = metrics.firstIndex { $0.name >= name } ?? metrics.endIndex
            precondition(
                place == metrics.endIndex || metrics[place].name != name, "metric \(name) is registered twice")
            metrics.insert(Metric(name: name, help: help, source: source), at: place)
        }
    }
}

extension MetricRegistry.Source {
    var isCounter: Bool {
        switch self {
        case .counter, .labelled, .closure(.counter, _): true
        case .gauge, .histogram, .labelledHistogram, .closure(.gauge, _): false
        }
    }

    var type: String {
        switch self {
        case .counter, .labelled: "counter"
        case .gauge: "gauge"
        case .histogram, .labelledHistogram: "histogram"
        case .closure(let kind, _): kind.rawValue
        }
    }
}
