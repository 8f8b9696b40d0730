import StreavScenario
import Testing

@Suite("Thresholds")
struct ThresholdTests {
    private struct Reading: MetricReading {
        var values: [String: Double] = [:]

        func value(of metric: Metric, tags: [MetricTag: String], statistic: Statistic) -> Double? {
            values["\(MetricSelector(metric, tags: tags)) \(statistic)"]
        }
    }

    private let threshold = Threshold(
        MetricSelector(.rebufferRatio, tags: [.node: "1", .cohort: "tv"]), ThresholdCheck(.pooled, .lessOrEqual, 0.002))

    @Test("the reading is asked for just that metric, those tags and that statistic")
    func asks() {
        let held = threshold.evaluate(
            against: Reading(values: ["qoe.rebuffer_ratio{cohort=tv,node=1} pooled": 0.002]))
        #expect(held.holds)
        #expect(held.value == 0.002)
        #expect(held.description == "qoe.rebuffer_ratio{cohort=tv,node=1}: pooled <= 0.002 held: 0.002")
        let failed = threshold.evaluate(
            against: Reading(values: ["qoe.rebuffer_ratio{cohort=tv,node=1} pooled": 1]))
        #expect(!failed.holds)
        #expect(failed.description.hasSuffix("failed: 1"))
    }

    @Test("what nobody measured does not hold, whatever the comparison", arguments: Comparison.allCases)
    func noSample(_ comparison: Comparison) {
        let threshold = Threshold(MetricSelector(.startup), ThresholdCheck(.mean, comparison, 0))
        for reading in [Reading(), Reading(values: ["qoe.startup_ms mean": .nan])] {
            let result = threshold.evaluate(against: reading)
            #expect(!result.holds)
            #expect(result.value == nil)
            #expect(result.description.hasSuffix("failed: no sample"))
        }
    }

    @Test("statistics are read and written alike, from p1 to p99.9")
    func statistics() {
        for tenths in Statistic.percentileTenths {
            let statistic = Statistic.percentile(tenths: tenths)
            #expect(Statistic(statistic.description) == statistic)
        }
        for name in ["min", "max", "mean", "pooled", "rate", "count"] {
            #expect(Statistic(name)?.description == name)
        }
        for name in ["", "p", "p0", "p0.5", "p01", "p100", "p99.99", "p9.", "p.9", "p-1", "P95", "p９", "avg", "p1e1"] {
            #expect(Statistic(name) == nil, "\(name)")
        }
        #expect(Statistic("p50.0") == .percentile(tenths: 500))
    }

    @Test("the catalogue has every metric once, each with the tag of its cohort")
    func catalogue() {
        #expect(Metric.allCases.count == 23)
        #expect(Metric.allCases.allSatisfy { $0.tags.contains(.cohort) })
        #expect(Metric.allCases.allSatisfy { Set($0.tags).count == $0.tags.count })
    }
}
