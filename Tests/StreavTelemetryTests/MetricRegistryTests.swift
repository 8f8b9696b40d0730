import StreavTelemetry
import Testing

@Suite("The text for scrapers")
struct MetricRegistryTests {
    @Test("Every kind is written with its help and type, in the order of names")
    func format() {
        let registry = MetricRegistry()
        let bytes = registry.counter("streav_sent_bytes_total", help: "Bytes sent to players.")
        let viewers = registry.gauge("streav_viewers", help: "Viewers now.")
        let refused = registry.counter("streav_refused_total", help: "Refusals.", labels: ["reason", "format"])
        let answer = registry.histogram("streav_answer_seconds", help: "Time to answer.", bounds: [0.005, 0.1, 1])
        registry.register("streav_load_ratio", help: "Load.", kind: .gauge) {
            [MetricSample(0.25, labels: [("core", "0")]), MetricSample(1, labels: [("core", "1")])]
        }
        bytes.increment(by: 1_316)
        bytes.increment()
        viewers.set(5)
        viewers.increment(by: 2)
        viewers.decrement(by: 10)
        refused.increment("full", "hls")
        refused.increment("expired", "hls", by: 2)
        answer.observe(.milliseconds(5))
        answer.observe(0.05)
        answer.observe(7)
        #expect(
            registry.text() == """
                # HELP streav_answer_seconds Time to answer.
                # TYPE streav_answer_seconds histogram
                streav_answer_seconds_bucket{le="0.005"} 1
                streav_answer_seconds_bucket{le="0.1"} 2
                streav_answer_seconds_bucket{le="1"} 2
                streav_answer_seconds_bucket{le="+Inf"} 3
                streav_answer_seconds_sum 7.055
                streav_answer_seconds_count 3
                # HELP streav_load_ratio Load.
                # TYPE streav_load_ratio gauge
                streav_load_ratio{core="0"} 0.25
                streav_load_ratio{core="1"} 1
                # HELP streav_refused_total Refusals.
                # TYPE streav_refused_total counter
                streav_refused_total{reason="expired",format="hls"} 2
                streav_refused_total{reason="full",format="hls"} 1
                # HELP streav_sent_bytes_total Bytes sent to players.
                # TYPE streav_sent_bytes_total counter
                streav_sent_bytes_total 1317
                # HELP streav_viewers Viewers now.
                # TYPE streav_viewers gauge
                streav_viewers -3

                """)
    }

    @Test("Whatever a label value holds, it ends neither its quotes nor its line")
    func escaping() {
        let registry = MetricRegistry()
        registry.register("streav_odd", help: "A \\ and\na second line", kind: .gauge) {
            [MetricSample(1, labels: [("name", "a\"b\\c\nd\re\u{0}ü")])]
        }
        #expect(
            registry.text() == """
                # HELP streav_odd A \\\\ and\\na second line
                # TYPE streav_odd gauge
                streav_odd{name="a\\"b\\\\c\\nd e ü"} 1

                """)
    }

    @Test("Numbers that are none are spelled as scrapers read them")
    func numbers() {
        let registry = MetricRegistry()
        registry.register("streav_numbers", help: "Odd ones.", kind: .gauge) {
            [Double.infinity, -.infinity, .nan, 1e-7, 1e21, -0.5].map { MetricSample($0) }
        }
        let values = registry.text().split(separator: "\n").dropFirst(2).map { $0.split(separator: " ")[1] }
        #expect(values == ["+Inf", "-Inf", "NaN", "1e-07", "1e+21", "-0.5"])
    }

    @Test("An empty registry is an empty text")
    func empty() {
        #expect(MetricRegistry().text().isEmpty)
        #expect(MetricRegistry.contentType == "text/plain; version=0.0.4; charset=utf-8")
    }
}
