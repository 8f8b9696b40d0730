import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Behaviour of viewers")
struct BehaviourTests {
    @Test("Channels are chosen in proportion to one by their rank", arguments: [0.0, 0.8, 1.0, 1.5])
    func zipf(exponent: Double) {
        let popularity = ZipfPopularity(count: 20, exponent: exponent)
        let entropy = SeededEntropy(seed: 5)
        var counts = [Int](repeating: 0, count: 20)
        let draws = 40_000
        for _ in 0..<draws { counts[popularity.draw(entropy)] += 1 }
        let shares = (0..<20).map { popularity.share(of: $0) }
        #expect((shares.reduce(0, +) - 1).magnitude < 1e-9)
        #expect((shares[0] / shares[9] - ElementaryFunction.power(10, exponent)).magnitude < 1e-6)
        // Chi-squared with 19 degrees of freedom: 43.8 is exceeded once in a thousand.
        let distance = zip(counts, shares).reduce(0.0) { sum, pair in
            let expected = pair.1 * Double(draws)
            return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
        #expect(distance < 43.8)
    }

    @Test("One channel is always chosen")
    func oneChannel() {
        #expect(ZipfPopularity(count: 1).draw(SeededEntropy(seed: 1)) == 0)
    }

    @Test("Log-normal lengths have the median and the deviation they are given, within bounds")
    func logNormal() {
        let length = LogNormalLength(
            mean: 3.2, deviation: 1.1, bounds: .milliseconds(1)...(.seconds(86_400_000)))
        let entropy = SeededEntropy(seed: 11)
        let logarithms = (0..<20_000).map { _ in ElementaryFunction.natural(length.draw(entropy).inSeconds / 60) }
        let mean = logarithms.reduce(0, +) / 20_000
        let variance = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect((mean - 3.2).magnitude < 0.04)
        #expect((variance - 1.21).magnitude < 0.06)
        let bounded = LogNormalLength(mean: 20, deviation: 10)
        for _ in 0..<1000 { #expect(bounded.bounds.contains(bounded.draw(entropy))) }
    }

    @Test("A mix of looks has as many short ones per long one as it says")
    func dwell() {
        let entropy = SeededEntropy(seed: 3)
        let looks = (0..<20_000).map { _ in DwellMix.zapMix.draw(entropy) }
        let short = looks.filter(\.isZap)
        #expect((Double(short.count) / Double(looks.count) - 0.8).magnitude < 0.02)
        #expect(short.allSatisfy { DwellMix.zapMix.short.contains($0.duration) })
        #expect((0..<100).allSatisfy { _ in !DwellMix.watcher.draw(entropy).isZap })
    }

    @Test("Ends come by weight")
    func ends() {
        let entropy = SeededEntropy(seed: 9)
        var counts: [EndKind: Int] = [:]
        for _ in 0..<20_000 { counts[EndMix(clean: 2, silent: 1, halfDead: 1).draw(entropy), default: 0] += 1 }
        #expect((Double(counts[.clean] ?? 0) / 20_000 - 0.5).magnitude < 0.02)
        #expect((Double(counts[.silent] ?? 0) / 20_000 - 0.25).magnitude < 0.02)
        #expect((0..<100).allSatisfy { _ in EndMix().draw(entropy) == .clean })
    }

    @Test("The viewers of a population begin one after the other, each in its own share of the ramp")
    func population() {
        let population = ClosedPopulation(size: 100, rampUp: .seconds(50), pause: .seconds(1)...(.seconds(2)))
        let entropy = SeededEntropy(seed: 2)
        let starts = (0..<100).map { population.start(of: $0, entropy.fork("viewer/\($0)")) }
        #expect(starts == starts.sorted())
        #expect(starts.allSatisfy { $0 >= .zero && $0 < .seconds(50) })
        #expect((.seconds(1)...(.seconds(2))).contains(population.drawPause(entropy)))
        #expect(ClosedPopulation(size: 5).start(of: 4, entropy) == .zero)
    }
}
