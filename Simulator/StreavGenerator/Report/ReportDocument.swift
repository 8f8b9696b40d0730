import FoundationEssentials
import StreavLoad
import StreavScenario

/// The whole of a run for programs: `report.json`.
struct ReportDocument: Encodable {
    struct Check: Encodable {
        var threshold: String
        var value: Double?
        var holds: Bool
    }

    struct Point: Encodable {
        var second: Int
        var present: Int
        var playing: Int
        var stalled: Int
        var bytes: Int
        var requests: Int
        var errors: Int
        var generatorBusy: Double
    }

    struct Requests: Encodable {
        var started: Int
        var answers: [String: Int]
        var failures: [String: Int]
        var bytes: Int
        /// Milliseconds.
        var latency: [String: Double]
        /// In the stable text form, to be merged with others.
        var latencyHistogram: String
    }

    struct Cohort: Encodable {
        var name: String
        var kind: String
        var arrivals: Int
        /// Every metric that has samples, by its name and statistic.
        var metrics: [String: [String: Double]]
        var requests: [String: Requests]
        var sightings: [String: Int]
    }

    struct Generator: Encodable {
        /// Milliseconds.
        var timerLatenessP99: Double?
        var peakBusy: Double
        var longestBusySeconds: Int
        var saturation: [String]
    }

    var scenario: String
    var resolved: String
    var seed: UInt64
    var seconds: Double
    var exitCode: Int32
    var verdict: String
    var findings: [String]
    var checks: [Check]
    var violations: [Violation]
    var violationCount: Int
    var cohorts: [Cohort]
    var sometimes: [String: Int]
    var timeline: [Point]
    var generator: Generator
    var command: String

    init(_ outcome: LoadOutcome) {
        let verdict = outcome.verdict
        scenario = outcome.scenario.name
        resolved = outcome.scenario.resolvedText
        seed = outcome.seed
        seconds = outcome.elapsed.milliseconds / 1000
        exitCode = verdict.code.rawValue
        self.verdict = verdict.code.sentence
        findings = verdict.findings.map(\.detail)
        checks = outcome.results.map { Check(threshold: "\($0.threshold)", value: $0.value, holds: $0.holds) }
        violations = outcome.violations
        violationCount = outcome.violationCount
        cohorts = outcome.scenario.cohorts.enumerated().map { Self.cohort(outcome, $0, $1) }
        sometimes = Dictionary(
            outcome.scenario.expectations.map { ($0.name, outcome.sightings[$0.name, default: 0]) },
            uniquingKeysWith: { first, _ in first })
        timeline = outcome.timeline.map { point in
            Point(
                second: point.second, present: point.present, playing: point.playing, stalled: point.stalled,
                bytes: point.bytes, requests: point.requests, errors: point.errors,
                generatorBusy: point.generator.busiest)
        }
        generator = Generator(
            timerLatenessP99: outcome.measure.lateness.percentile(99), peakBusy: outcome.generator.peak,
            longestBusySeconds: outcome.generator.longestBusy, saturation: outcome.saturation)
        command = outcome.command
    }

    private static func cohort(
        _ outcome: LoadOutcome, _ index: Int, _ cohort: StreavScenario.Cohort
    ) -> Cohort {
        let measure = outcome.measure.cohorts[index]
        var metrics: [String: [String: Double]] = [:]
        for metric in Metric.allCases {
            var values: [String: Double] = [:]
            for text in ["p50", "p95", "p99", "min", "max", "mean", "pooled"] {
                guard let statistic = Statistic(text) else { continue }
                values[text] = outcome.reading.value(of: metric, tags: [.cohort: cohort.name], statistic: statistic)
            }
            if !values.isEmpty { metrics[metric.rawValue] = values }
        }
        let requests = measure.requests.map { kind, counts in
            (
                kind.rawValue,
                Requests(
                    started: counts.started,
                    answers: Dictionary(uniqueKeysWithValues: counts.answers.map { (String($0), $1) }),
                    failures: counts.failures, bytes: counts.bytes,
                    latency: [50, 95, 99].reduce(into: [:]) { $0["p\(Int($1))"] = counts.latency.percentile($1) },
                    latencyHistogram: counts.latency.text)
            )
        }
        return Cohort(
            name: cohort.name, kind: cohort.kind.rawValue, arrivals: measure.arrivals, metrics: metrics,
            requests: Dictionary(uniqueKeysWithValues: requests), sightings: measure.sightings)
    }

    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(self)
    }
}
