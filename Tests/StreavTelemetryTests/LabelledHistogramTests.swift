import StreavTelemetry
import Testing

@Suite("Histograms by labels")
struct LabelledHistogramTests {
    @Test("Each set of labels has its buckets, its sum and its count")
    func format() {
        let registry = MetricRegistry()
        let answers = registry.histogram(
            "streav_answer_seconds", help: "Time to answer.", labels: ["route", "method"], bounds: [0.1, 1])
        answers.histogram("/b", "GET").observe(0.05)
        answers.histogram("/a\"", "GET").observe(3)
        answers.histogram("/b", "GET").observe(.milliseconds(500))
        #expect(
            registry.text() == """
                # HELP streav_answer_seconds Time to answer.
                # TYPE streav_answer_seconds histogram
                streav_answer_seconds_bucket{route="/a\\"",method="GET",le="0.1"} 0
                streav_answer_seconds_bucket{route="/a\\"",method="GET",le="1"} 0
                streav_answer_seconds_bucket{route="/a\\"",method="GET",le="+Inf"} 1
                streav_answer_seconds_sum{route="/a\\"",method="GET"} 3
                streav_answer_seconds_count{route="/a\\"",method="GET"} 1
                streav_answer_seconds_bucket{route="/b",method="GET",le="0.1"} 1
                streav_answer_seconds_bucket{route="/b",method="GET",le="1"} 2
                streav_answer_seconds_bucket{route="/b",method="GET",le="+Inf"} 2
                streav_answer_seconds_sum{route="/b",method="GET"} 0.55
                streav_answer_seconds_count{route="/b",method="GET"} 2

                """)
    }

    @Test("Beyond the bound all count as others, and none is lost")
    func bound() {
        let histogram = LabelledHistogram(labels: ["route"], limit: 3, bounds: [1])
        for number in 0..<100 { histogram.histogram("/\(number)").observe(0.5) }
        #expect(histogram.histogram("other").count == 97)
        #expect((0..<3).allSatisfy { histogram.histogram("/\($0)").count == 1 })
        #expect(histogram.histogram("/50") === histogram.histogram("other"))
    }
}
