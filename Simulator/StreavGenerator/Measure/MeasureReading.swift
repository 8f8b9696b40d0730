import StreavLoad
import StreavScenario

/// What was measured, by the names and tags of scenarios.
struct MeasureReading: MetricReading {
    private let measure: LoopMeasure
    private let names: [String]
    private let seconds: Double

    init(_ measure: LoopMeasure, scenario: Scenario, seconds: Double) {
        self.measure = measure
        names = scenario.cohorts.map(\.name)
        self.seconds = seconds
    }

    func value(of metric: Metric, tags: [MetricTag: String], statistic: Statistic) -> Double? {
        let cohorts = measure.cohorts.indices.filter { tags[.cohort] == nil || tags[.cohort] == names[$0] }
            .map { measure.cohorts[$0] }
        guard !cohorts.isEmpty, tags[.channel] == nil, tags[.node] == nil else { return nil }
        switch metric {
        case .httpLatency:
            var latency = Histogram()
            for counts in requests(cohorts, tags) { latency.merge(counts.latency) }
            return Self.value(latency, statistic, seconds)
        case .serverErrors:
            let counts = requests(cohorts, tags)
            let answered = counts.reduce(0) { $0 + $1.answered }
            let failed = counts.reduce(0) { $0 + $1.serverErrors }
            guard statistic != .count else { return Double(failed) }
            return answered > 0 ? Double(failed) / Double(answered) : nil
        case .reloadLateness:
            var lateness = Histogram()
            for cohort in cohorts { lateness.merge(cohort.reloadLateness) }
            return Self.value(lateness, statistic, seconds)
        case .concurrentSessions:
            // Those present at one moment say nothing of the run.
            return nil
        default:
            guard let name = MetricName(rawValue: metric.rawValue) else { return nil }
            var quality = QualitySummary()
            for cohort in cohorts { quality.merge(cohort.quality) }
            return Self.value(quality, name, statistic, isDenied: tags[.status] == "denied", seconds)
        }
    }

    private func requests(_ cohorts: [CohortMeasure], _ tags: [MetricTag: String]) -> [RequestCounts] {
        cohorts.flatMap { cohort in
            cohort.requests.filter { tags[.route] == nil || tags[.route] == $0.key.rawValue }.map(\.value)
        }
    }

    private static func value(
        _ quality: QualitySummary, _ name: MetricName, _ statistic: Statistic, isDenied: Bool, _ seconds: Double
    ) -> Double? {
        switch statistic {
        case .pooled: return quality.pooled(name, denied: isDenied)
        case .rate:
            guard name.kind == .counter else { return quality.pooled(name, denied: isDenied) }
            return quality.pooled(name).map { $0 / seconds }
        default:
            return quality.distribution(of: name).flatMap { value($0, statistic, seconds) }
                ?? (statistic == .count || statistic == .mean ? quality.pooled(name, denied: isDenied) : nil)
        }
    }

    private static func value(_ histogram: Histogram, _ statistic: Statistic, _ seconds: Double) -> Double? {
        switch statistic {
        case .percentile(let tenths): histogram.percentile(Double(tenths) / 10)
        case .minimum: histogram.minimum
        case .maximum: histogram.maximum
        case .mean, .pooled: histogram.mean
        case .rate: seconds > 0 ? Double(histogram.count) / seconds : nil
        case .count: Double(histogram.count)
        }
    }
}
