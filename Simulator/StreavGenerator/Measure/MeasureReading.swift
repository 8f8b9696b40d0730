import StreavLoad
import StreavScenario

/// What was measured, by the names and tags of scenarios.
struct MeasureReading: MetricReading {
    private let measure: LoopMeasure
    private let names: [String]
    private let networks: [NetworkProfile]
    private let seconds: Double

    init(_ measure: LoopMeasure, scenario: Scenario, seconds: Double) {
        self.measure = measure
        names = scenario.cohorts.map(\.name)
        networks = scenario.cohorts.map(\.network)
        self.seconds = seconds
    }

    func value(of metric: Metric, tags: [MetricTag: String], statistic: Statistic) -> Double? {
        let indices = measure.cohorts.indices.filter { tags[.cohort] == nil || tags[.cohort] == names[$0] }
        let cohorts = indices.map { measure.cohorts[$0] }
        guard !cohorts.isEmpty, tags[.channel] == nil, tags[.node] == nil else { return nil }
        switch metric {
        case .httpLatency:
            var latency = Histogram()
            for counts in requests(cohorts, tags) {
                latency.merge(counts.latency { Self.has($0, tags[.status]) })
            }
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
            return sessions(tags[.cohort] == nil ? nil : indices.first, statistic)
        case .fairness: return fairness(indices, statistic)
        default:
            var quality = QualitySummary()
            for cohort in cohorts { quality.merge(cohort.quality) }
            return Self.value(quality, metric, statistic, isDenied: tags[.status] == "denied", seconds)
        }
    }

    private func sessions(_ cohort: Int?, _ statistic: Statistic) -> Double? {
        let index = cohort ?? measure.cohorts.count
        guard measure.sessions.indices.contains(index) else { return nil }
        let reading = measure.sessions[index]
        if statistic == .maximum, !reading.levels.isEmpty { return Double(reading.peak) }
        return Self.value(reading.levels, statistic, seconds)
    }

    /// Of viewers on one network; of several networks the one that is least fair. As a distribution: what each viewer
    /// gets, of what the average one does.
    private func fairness(_ indices: [Int], _ statistic: Statistic) -> Double? {
        var groups: [NetworkProfile: QualitySummary] = [:]
        for index in indices {
            groups[networks[index], default: QualitySummary()].merge(measure.cohorts[index].quality)
        }
        switch statistic {
        case .pooled: return groups.values.compactMap(\.fairness).min()
        case .count: return Double(groups.values.reduce(0) { $0 + $1.bitrates.count })
        default:
            let shares = groups.values.compactMap { group -> Double? in
                guard let mean = group.bitrates.mean, mean > 0 else { return nil }
                return Self.value(group.bitrates, statistic, seconds).map { $0 / mean }
            }
            return statistic == .maximum ? shares.max() : shares.min()
        }
    }

    /// Whether a status is the one wanted, or of its class; nil: any.
    private static func has(_ status: Int, _ wanted: String?) -> Bool {
        guard let wanted else { return true }
        return wanted == String(status) || wanted == "\(status / 100)xx"
    }

    private func requests(_ cohorts: [CohortMeasure], _ tags: [MetricTag: String]) -> [RequestCounts] {
        cohorts.flatMap { cohort in
            cohort.requests.filter { tags[.route] == nil || tags[.route] == $0.key.rawValue }.map(\.value)
        }
    }

    private static func value(
        _ quality: QualitySummary, _ name: Metric, _ statistic: Statistic, isDenied: Bool, _ seconds: Double
    ) -> Double? {
        switch statistic {
        case .pooled: return quality.pooled(name, denied: isDenied)
        case .rate:
            guard name.form == .counter else { return quality.pooled(name, denied: isDenied) }
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
