import StreavLocal
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Histograms")
struct HistogramTests {
    /// Values over many orders of magnitude, a third of them negative.
    static func values(seed: UInt64, count: Int) -> [Double] {
        let entropy = SeededEntropy(seed: seed)
        return (0..<count).map { _ in
            let size = ElementaryFunction.exponential(entropy.unit() * 30 - 10)
            return entropy.unit() < 0.33 ? -size : size
        }
    }

    static func histogram(_ values: [Double]) -> Histogram {
        var histogram = Histogram()
        for value in values { histogram.record(value) }
        return histogram
    }

    @Test("Nothing has no percentile, no mean and no extremes")
    func empty() {
        let histogram = Histogram()
        #expect(histogram.percentile(50) == nil)
        #expect(histogram.mean == nil)
        #expect(histogram.minimum == nil)
        #expect(histogram.isEmpty)
    }

    @Test("A merged histogram is that of the union, however the values are divided", arguments: UInt64(1)...20)
    func merge(seed: UInt64) {
        let values = Self.values(seed: seed, count: 600)
        let cut = Int(seed) * 29
        var merged = Self.histogram(Array(values[..<cut]))
        merged.merge(Self.histogram(Array(values[cut...])))
        let whole = Self.histogram(values)
        #expect(merged.filled.map(\.index) == whole.filled.map(\.index))
        #expect(merged.filled.map(\.count) == whole.filled.map(\.count))
        #expect(merged.count == whole.count)
        #expect(merged.minimum == whole.minimum)
        #expect(merged.maximum == whole.maximum)
        #expect((merged.sum - whole.sum).magnitude <= whole.sum.magnitude * 1e-12)
    }

    @Test("A percentile is within the stated error of the value at its rank", arguments: UInt64(1)...20)
    func error(seed: UInt64) throws {
        let values = Self.values(seed: seed, count: 997)
        let histogram = Self.histogram(values)
        let sorted = values.sorted()
        for percent in [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 100] {
            let rank = max(1, Int((percent / 100 * 997).rounded(.up)))
            let exact = sorted[rank - 1]
            let found = try #require(histogram.percentile(percent))
            #expect((found - exact).magnitude <= exact.magnitude * Histogram.relativeError + 1e-15, "p\(percent)")
        }
        #expect(histogram.percentile(0) == sorted.first)
        #expect(histogram.percentile(100) == sorted.last)
    }

    @Test("Every bucket holds its own middle, and its neighbours do not")
    func buckets() {
        for index in -Histogram.lastIndex...Histogram.lastIndex {
            #expect(Histogram.index(of: Histogram.middle(of: index)) == index)
        }
    }

    @Test("What is beyond all buckets is counted in the outermost, and its value kept as extreme")
    func extremes() {
        let histogram = Self.histogram([1e300, -1e300, 1e-300, 0, -0.0])
        #expect(histogram.count == 5)
        #expect(histogram.maximum == 1e300)
        #expect(histogram.minimum == -1e300)
        #expect(histogram.percentile(50) == 0)
        #expect(histogram.filled.map(\.index) == [-Histogram.lastIndex, 0, Histogram.lastIndex])
        #expect(histogram.filled.map(\.count) == [1, 3, 1])
    }

    @Test("Equal contents are equal, in whatever order they came")
    func order() {
        let values = [4.0, -2, 0, 1024, -0.5, 4]
        #expect(Self.histogram(values) == Self.histogram(values.sorted()))
        #expect(Self.histogram(values) == Self.histogram(values.sorted().reversed()))
    }

    @Test("What is no number is dropped")
    func notANumber() {
        var histogram = Self.histogram([.nan, .infinity, -.infinity])
        #expect(histogram.isEmpty)
        histogram.record(3, times: 0)
        #expect(histogram.isEmpty)
    }

    @Test("The text form reads back to the same histogram", arguments: UInt64(1)...10)
    func text(seed: UInt64) throws {
        let histogram = Self.histogram(Self.values(seed: seed, count: Int(seed) * 13))
        #expect(try Histogram(text: histogram.text) == histogram)
        #expect(try Histogram(text: Histogram().text) == Histogram())
    }

    @Test("The text form is stable")
    func stableText() {
        let text = Self.histogram([-1, 4, 4, 0]).text
        #expect(text == "log64/1 sum=7.0 min=-1.0 max=4.0 buckets=-1281:1,0:1,1409:2")
    }

    @Test(
        "A text that is no histogram is refused",
        arguments: [
            "", "log64/2 sum=0.0 min=none max=none buckets=", "log64/1 sum=0.0 min=none max=none",
            "log64/1 sum=x min=none max=none buckets=", "log64/1 sum=nan min=none max=none buckets=",
            "log64/1 sum=1.0 min=none max=none buckets=", "log64/1 sum=1.0 min=none max=none buckets=1281:1",
            "log64/1 sum=1.0 min=1.0 max=1.0 buckets=1281:0", "log64/1 sum=1.0 min=1.0 max=1.0 buckets=1281:-1",
            "log64/1 sum=1.0 min=1.0 max=1.0 buckets=9999:1", "log64/1 sum=1.0 min=1.0 max=1.0 buckets=1281",
            "log64/1 sum=2.0 min=1.0 max=1.0 buckets=1281:1,1281:1",
            "log64/1 sum=2.0 min=2.0 max=1.0 buckets=1281:1,1345:1",
            "log64/1 sum=9.0 min=1.0 max=2.0 buckets=1281:18446744073709551615,1345:18446744073709551615",
        ])
    func refused(text: String) {
        #expect(throws: HistogramTextError.self) { try Histogram(text: text) }
    }
}
