import StreavScenario
import Testing

@Suite("Thresholds in scenario files")
struct ThresholdReadingTests {
    @Test("a check is one text, a list, or a table that may end the run")
    func forms() throws {
        let scenario = try Sample.scenario(
            """
            thresholds:
              "qoe.startup_ms": p95 < 2500
              "qoe.rebuffer_ratio{cohort=tv}": ["p99 < 0.01", pooled<=2e-3]
              "http.5xx_rate": [{ check: "rate == 0", abort: true, grace: 3s }]
              "http.latency_ms": { check: "max > 1", abort: true }
              "qoe.slack_ms": { check: "p1 >= -1000", abort: false }
            """)
        let ratio = MetricSelector(.rebufferRatio, tags: [.cohort: "tv"])
        #expect(
            scenario.thresholds == [
                Threshold(MetricSelector(.startup), ThresholdCheck(.percentile(tenths: 950), .less, 2500)),
                Threshold(ratio, ThresholdCheck(.percentile(tenths: 990), .less, 0.01)),
                Threshold(ratio, ThresholdCheck(.pooled, .lessOrEqual, 0.002)),
                Threshold(
                    MetricSelector(.serverErrors), ThresholdCheck(.rate, .equal, 0), abortAfter: .seconds(3)),
                Threshold(
                    MetricSelector(.httpLatency), ThresholdCheck(.maximum, .greater, 1),
                    abortAfter: Threshold.defaultGrace),
                Threshold(
                    MetricSelector(.slack), ThresholdCheck(.percentile(tenths: 10), .greaterOrEqual, -1000)),
            ])
    }

    @Test("every metric is known by its name, with each of its tags and statistics", arguments: Metric.allCases)
    func metrics(_ metric: Metric) throws {
        let values: [MetricTag: String] = [
            .cohort: "tv", .channel: "10", .route: "playlist", .node: "1",
            .status: metric == .startFailure ? "technical" : "503",
        ]
        let tags = metric.tags.map { "\($0.rawValue)=\(values[$0] ?? "")" }.joined(separator: ",")
        for name in metric.statisticNames {
            let statistic = name.hasPrefix("p1") ? "p99.9" : name
            let scenario = try Sample.scenario("thresholds: { \"\(metric.rawValue){\(tags)}\": \"\(statistic) < 1\" }")
            let threshold = try #require(scenario.thresholds.first)
            #expect(threshold.selector.metric == metric)
            #expect(Set(threshold.selector.tags.keys) == Set(metric.tags))
            #expect(threshold.check.statistic.description == statistic)
        }
    }

    static let missteps: [Misstep] = [
        bad("qoe.startup: p95 < 1", .unknownName, "[\"qoe.startup\"]", 3, "did you mean `qoe.startup_ms`?"),
        bad("rebuffer_ratio: p95 < 1", .unknownName, ".rebuffer_ratio", 3, "did you mean `qoe.rebuffer_ratio`?"),
        bad(
            "'qoe.startup_ms{cohort=tw}': p95 < 1", .unknownName, "[\"qoe.startup_ms{cohort=tw}\"]", 3,
            "did you mean `tv`?"),
        bad(
            "'qoe.startup_ms{colour=1}': p95 < 1", .unknownName, "[\"qoe.startup_ms{colour=1}\"]", 3,
            "cohort, channel, node"),
        bad("'qoe.startup_ms{route=x}': p95 < 1", .unknownName, "[\"qoe.startup_ms{route=x}\"]", 3, "no tag of"),
        bad("'qoe.startup_ms{cohort}': p95 < 1", .invalidValue, "[\"qoe.startup_ms{cohort}\"]", 3, "cohort=tv"),
        bad(
            "'qoe.startup_ms{cohort=tv': p95 < 1", .invalidValue, "[\"qoe.startup_ms{cohort=tv\"]", 3,
            "{cohort=tv,node=1}"),
        bad("'qoe.startup_ms{}': p95 < 1", .invalidValue, "[\"qoe.startup_ms{}\"]", 3, "{cohort=tv,node=1}"),
        bad(
            "'qoe.startup_ms{node=1,node=1}': p95 < 1", .duplicate, "[\"qoe.startup_ms{node=1,node=1}\"]", 3,
            "`node` twice"),
        bad("'qoe.startup_ms{node=2}': p95 < 1", .outOfRange, "[\"qoe.startup_ms{node=2}\"]", 3, "1 to 1"),
        bad("'qoe.startup_ms{channel=01}': p95 < 1", .outOfRange, "[\"qoe.startup_ms{channel=01}\"]", 3, "1 to 10"),
        bad("'http.latency_ms{status=6xx}': p95 < 1", .unknownName, "[\"http.latency_ms{status=6xx}\"]", 3, "5xx"),
        bad("'http.latency_ms{status=700}': p95 < 1", .unknownName, "[\"http.latency_ms{status=700}\"]", 3, "5xx"),
        bad(
            "'http.latency_ms{route=a b}': p95 < 1", .invalidValue, "[\"http.latency_ms{route=a b}\"]", 3, "not a route"
        ),
        bad("qoe.zap_ms: p95", .invalidValue, "[\"qoe.zap_ms\"]", 15, "such as \"p95 < 2500\""),
        bad("qoe.zap_ms: < 5", .invalidValue, "[\"qoe.zap_ms\"]", 15, "not a check"),
        bad("qoe.zap_ms: p95 < fast", .invalidValue, "[\"qoe.zap_ms\"]", 15, "`fast` is not a number"),
        bad("qoe.zap_ms: p95 < inf", .invalidValue, "[\"qoe.zap_ms\"]", 15, "not a number"),
        bad("qoe.zap_ms: p95 < 0x10", .invalidValue, "[\"qoe.zap_ms\"]", 15, "not a number"),
        bad("qoe.zap_ms: p95 < 5 6", .invalidValue, "[\"qoe.zap_ms\"]", 15, "not a number"),
        bad("qoe.zap_ms: p95 != 5", .unknownName, "[\"qoe.zap_ms\"]", 15, "<, <=, >, >=, =="),
        bad("qoe.zap_ms: p100 < 5", .unknownName, "[\"qoe.zap_ms\"]", 15, "no statistic `p100`"),
        bad("qoe.zap_ms: meen < 5", .unknownName, "[\"qoe.zap_ms\"]", 15, "did you mean `mean`?"),
        bad("qoe.zap_ms: pooled < 5", .conflict, "[\"qoe.zap_ms\"]", 15, "says nothing about"),
        bad("http.5xx_rate: p99 < 5", .conflict, "[\"http.5xx_rate\"]", 18, "pooled, rate, count"),
        bad("sessions.concurrent: count < 5", .conflict, "[\"sessions.concurrent\"]", 24, "min, max, mean"),
        bad("qoe.zap_ms: []", .missingKey, "[\"qoe.zap_ms\"]", 15, "checks nothing"),
        bad("qoe.zap_ms: [p95 < 5, p95 < 5]", .duplicate, "[\"qoe.zap_ms\"][1]", 25, "stands twice"),
        bad("qoe.zap_ms: [p95 < 5, p96 ? 5]", .invalidValue, "[\"qoe.zap_ms\"][1]", 25, "not a check"),
        bad("qoe.zap_ms: { abort: true }", .missingKey, "[\"qoe.zap_ms\"].check", 15, "check:"),
        bad("qoe.zap_ms: { check: p95 < 5, grace: 1s }", .conflict, "[\"qoe.zap_ms\"].grace", 33, "abort: true"),
        bad("qoe.zap_ms: { check: p95 < 5, abrt: true }", .unknownKey, "[\"qoe.zap_ms\"].abrt", 33, "`abort`?"),
        bad(
            "qoe.zap_ms: { check: p95 < 5, abort: true, grace: 2h }", .outOfRange, "[\"qoe.zap_ms\"].grace", 53,
            "0s to 1h"),
        Misstep("thresholds: [p95 < 5]", .wrongForm, "thresholds", at: 4, 13, says: "a table of metrics"),
        Misstep(
            "thresholds:\n  'qoe.zap_ms{cohort=tv,node=1}': p95 < 1\n  'qoe.zap_ms{node=1,cohort=tv}': p96 < 1",
            .duplicate, "thresholds[\"qoe.zap_ms{node=1,cohort=tv}\"]", at: 6, 3, says: "into one list"),
    ]

    private static func bad(
        _ line: String, _ kind: ScenarioError.Kind, _ path: String, _ column: Int, _ says: String
    ) -> Misstep {
        Misstep("thresholds:\n  " + line, kind, "thresholds" + path, at: 5, column, says: says)
    }

    @Test("mistakes are named by path and place", arguments: missteps)
    func mistakes(_ misstep: Misstep) throws {
        let error = try #require(Sample.refusal(misstep.text), "accepted: \(misstep.text)")
        #expect(error.kind == misstep.kind, "\(error)")
        #expect(error.path == misstep.path, "\(error)")
        #expect((error.location.line, error.location.column) == (misstep.line, misstep.column), "\(error)")
        #expect(error.description.contains(misstep.says), "\(error)")
    }
}
