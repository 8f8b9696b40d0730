import StreavTelemetry
import Testing

@Suite("Counters, gauges and histograms")
struct CounterTests {
    @Test("Increments from many tasks lose none")
    func concurrent() async {
        let counter = Counter()
        let gauge = Gauge()
        let histogram = Histogram(bounds: [1, 2])
        let labelled = LabelledCounter(labels: ["task"], limit: 4)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    for _ in 0..<500 {
                        counter.increment(by: 2)
                        gauge.increment()
                        histogram.observe(1.5)
                        labelled.increment("\(task % 8)")
                        gauge.decrement()
                    }
                }
            }
        }
        #expect(counter.value == 16_000)
        #expect(gauge.value == 0)
        #expect(histogram.count == 8_000)
        #expect(histogram.sum == 12_000)
        #expect(labelled.total == 8_000)
    }

    @Test("Label sets are bounded, and what is beyond counts under one name")
    func bounded() {
        let registry = MetricRegistry()
        let counter = registry.counter("streav_total", help: "All.", labels: ["a", "b"], limit: 3)
        for number in 0..<100 { counter.increment("\(number)", "x") }
        counter.increment("0", "x")
        #expect(counter.total == 101)
        let lines = registry.text().split(separator: "\n").dropFirst(2)
        #expect(
            lines == [
                "streav_total{a=\"0\",b=\"x\"} 2", "streav_total{a=\"1\",b=\"x\"} 1", "streav_total{a=\"2\",b=\"x\"} 1",
                "streav_total{a=\"other\",b=\"other\"} 97",
            ])
    }

    @Test("A kept counter and its name are one")
    func kept() {
        let counter = LabelledCounter(labels: ["reason"])
        let kept = counter.counter("full")
        kept.increment(by: 5)
        counter.increment("full")
        #expect(kept.value == 6)
        #expect(counter.counter("full") === kept)
    }

    @Test("Long label values are cut between characters")
    func cut() {
        let registry = MetricRegistry()
        let counter = registry.counter("streav_total", help: "All.", labels: ["name"])
        counter.increment(String(repeating: "é", count: 100))
        counter.increment("a" + String(repeating: "é", count: 100))
        let lines = registry.text().split(separator: "\n").dropFirst(2).map(String.init)
        #expect(lines.contains("streav_total{name=\"\(String(repeating: "é", count: 64))\"} 1"))
        #expect(lines.contains("streav_total{name=\"a\(String(repeating: "é", count: 63))\"} 1"))
    }

    @Test("A value falls into the first bucket that holds it, for any bounds", arguments: 1...20)
    func buckets(size: Int) {
        let registry = MetricRegistry()
        let bounds = (0..<size).map { Double($0) * 1.5 - 3 }
        let histogram = registry.histogram("streav_sizes", help: "Sizes.", bounds: bounds)
        let values = bounds + bounds.map { $0 + 0.1 } + [-1e9, 1e9]
        values.forEach(histogram.observe)
        histogram.observe(.nan)
        let counts = registry.text().split(separator: "\n").filter { $0.contains("_bucket") }
            .map { Int($0.split(separator: " ")[1]) }
        #expect(counts == (bounds + [.infinity]).map { bound in values.count { $0 <= bound } })
        #expect(histogram.count == UInt64(values.count))
    }
}
