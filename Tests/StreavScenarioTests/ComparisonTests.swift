import StreavScenario
import Testing

@Suite("Comparisons")
struct ComparisonTests {
    @Test("each compares the value on its left with the limit on its right")
    func comparisons() {
        #expect(Comparison.less.holds(1, 2) && !Comparison.less.holds(2, 2))
        #expect(Comparison.lessOrEqual.holds(2, 2) && !Comparison.lessOrEqual.holds(3, 2))
        #expect(Comparison.greater.holds(3, 2) && !Comparison.greater.holds(2, 2))
        #expect(Comparison.greaterOrEqual.holds(2, 2) && !Comparison.greaterOrEqual.holds(1, 2))
        #expect(Comparison.equal.holds(2, 2) && !Comparison.equal.holds(1, 2))
    }
}
