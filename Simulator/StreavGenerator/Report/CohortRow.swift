import StreavLoad
import StreavScenario

/// A cohort in one line of a table.
struct CohortRow {
    var cells: [String]

    static let heads = ["cohort", "sessions", "start-up p50 / p95", "rebuffering", "slack p1", "media"]

    static func all(_ outcome: LoadOutcome) -> [CohortRow] {
        outcome.scenario.cohorts.map { cohort in
            func value(_ metric: Metric, _ statistic: String) -> Double? {
                Statistic(statistic).flatMap {
                    outcome.reading.value(of: metric, tags: [.cohort: cohort.name], statistic: $0)
                }
            }
            func time(_ metric: Metric, _ statistic: String) -> String {
                value(metric, statistic).map(PlainText.milliseconds) ?? "–"
            }
            let index = outcome.scenario.cohorts.firstIndex { $0.name == cohort.name } ?? 0
            let measure = outcome.measure.cohorts[index]
            let seconds = max(outcome.elapsed.milliseconds / 1000, 0.001)
            return CohortRow(cells: [
                cohort.name, String(measure.arrivals), "\(time(.startup, "p50")) / \(time(.startup, "p95"))",
                value(.rebufferRatio, "pooled").map(PlainText.percent) ?? "–", time(.slack, "p1"),
                PlainText.bitRate(Double(measure.bytes) * 8 / seconds),
            ])
        }
    }
}
