import Testing

@testable import StreavLoad

@Suite("Names of metrics")
struct MetricNameTests {
    @Test(
        "A ratio is a ratio, a rate is per time, and a distribution has a unit of samples",
        arguments: MetricName.allCases)
    func consistent(metric: MetricName) {
        switch metric.kind {
        case .ratio: #expect(metric.unit == .ratio)
        case .rate: #expect(metric.unit == .perMinute)
        case .counter: #expect([.count, .seconds, .bytes].contains(metric.unit))
        case .distribution: #expect(metric.unit != .ratio && metric.unit != .perMinute)
        }
        if metric.rawValue.hasSuffix("_ms") { #expect(metric.unit == .milliseconds) }
        #expect(MetricName(rawValue: metric.rawValue) == metric)
    }

    @Test("More slack and more bits are better, more of anything that hurts is not")
    func direction() {
        #expect(MetricName.slack.higherIsBetter == true)
        #expect(MetricName.bitrate.higherIsBetter == true)
        #expect(MetricName.rebufferRatio.higherIsBetter == false)
        #expect(MetricName.concurrency.higherIsBetter == nil)
    }
}
