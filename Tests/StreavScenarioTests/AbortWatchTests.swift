import StreavScenario
import Testing

@Suite("Thresholds that end a run")
struct AbortWatchTests {
    private struct Reading: MetricReading {
        var errors: Double?

        func value(of metric: Metric, tags: [MetricTag: String], statistic: Statistic) -> Double? {
            metric == .serverErrors ? errors : 1e9
        }
    }

    private var watch = AbortWatch([
        Threshold(MetricSelector(.startup), ThresholdCheck(.mean, .less, 1)),
        Threshold(MetricSelector(.serverErrors), ThresholdCheck(.rate, .less, 0.1), abortAfter: .seconds(10)),
    ])

    @Test("a threshold ends the run once it has failed for its time without a break")
    func grace() {
        var watch = watch
        #expect(watch.check(Reading(errors: 0.5), at: .seconds(0)).isEmpty)
        #expect(watch.check(Reading(errors: 0.5), at: .seconds(9)).isEmpty)
        #expect(watch.check(Reading(errors: 0.0), at: .seconds(9.5)).isEmpty)
        #expect(watch.check(Reading(errors: 0.5), at: .seconds(10)).isEmpty)
        #expect(watch.check(Reading(errors: 0.5), at: .seconds(19)).isEmpty)
        let fatal = watch.check(Reading(errors: 0.25), at: .seconds(20))
        #expect(fatal.map(\.description) == ["http.5xx_rate: rate < 0.1 failed: 0.25"])
    }

    @Test("no sample yet is no reason to end")
    func noSample() {
        var watch = watch
        for second in 0..<60 { #expect(watch.check(Reading(errors: nil), at: .seconds(second)).isEmpty) }
    }

    @Test("without a time of grace the first failure ends the run")
    func noGrace() {
        var watch = AbortWatch([
            Threshold(MetricSelector(.serverErrors), ThresholdCheck(.rate, .equal, 0), abortAfter: .zero)
        ])
        #expect(watch.check(Reading(errors: 0.1), at: .zero).count == 1)
    }
}
