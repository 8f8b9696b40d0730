import StreavDomain
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Choice of bitrates")
struct BitrateRuleTests {
    private static let ladder = [400_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000]

    private func context(_ current: Int?, buffered: Double, segment: Double = 4) -> BitrateContext {
        BitrateContext(
            bandwidths: Self.ladder, current: current, buffered: .seconds(buffered), segmentDuration: .seconds(segment))
    }

    /// Has measured a constant throughput for long.
    private func measured<Rule: BitrateRule>(_ rule: Rule, bitsPerSecond: Int) -> Rule {
        var rule = rule
        for _ in 0..<30 {
            rule.completed(SegmentDownload(rung: 0, bytesReceived: bitsPerSecond / 8, elapsed: .seconds(1)))
        }
        return rule
    }

    @Test("A fixed rule takes its rung, or the highest there is")
    func fixed() {
        #expect(FixedRule(index: 2).rung(context(nil, buffered: 0)) == 2)
        #expect(FixedRule(index: 9).rung(context(nil, buffered: 0)) == 4)
        #expect(FixedRule(index: -1).rung(context(nil, buffered: 0)) == 0)
    }

    @Test("Before anything is known half a megabit is assumed")
    func start() {
        #expect(ThroughputEstimate().bitsPerSecond == 500_000)
        #expect(ThroughputRule().rung(context(nil, buffered: 0)) == 0)
    }

    @Test("Under a constant throughput the estimate is that throughput, from the first download on")
    func constant() {
        var estimate = ThroughputEstimate()
        for _ in 0..<5 {
            estimate.add(bytes: 250_000, over: .milliseconds(500))
            #expect((estimate.bitsPerSecond - 4_000_000).magnitude < 1e-3)
        }
    }

    @Test("After a half-life the quick average has come half the way, and a rise is believed more slowly than a fall")
    func halfLives() {
        var falling = ThroughputEstimate()
        for _ in 0..<100 { falling.add(bytes: 1_000_000, over: .seconds(1)) }
        for _ in 0..<3 { falling.add(bytes: 0 + 1, over: .seconds(1)) }
        #expect((falling.bitsPerSecond / 8_000_000 - 0.5).magnitude < 0.01)
        var rising = ThroughputEstimate()
        for _ in 0..<100 { rising.add(bytes: 1, over: .seconds(1)) }
        for _ in 0..<9 { rising.add(bytes: 1_000_000, over: .seconds(1)) }
        #expect((rising.bitsPerSecond / 8_000_000 - 0.5).magnitude < 0.01)
    }

    @Test(
        "Throughput goes up to what seven tenths of it carry, and stays with what nineteen twentieths carry",
        arguments: [
            (6_000_000, 0, 3), (6_000_000, 4, 3), (2_200_000, 2, 2), (2_200_000, 1, 1), (2_900_000, 1, 2),
            (2_000_000, 2, 1), (300_000, 3, 0),
        ])
    func throughput(speed: Int, current: Int, expected: Int) {
        let rule = measured(ThroughputRule(), bitsPerSecond: speed)
        #expect(rule.rung(context(current, buffered: 20)) == expected)
    }

    @Test("BOLA takes the lowest rung with an empty buffer, the highest with a full one, and never goes down between")
    func bola() {
        let rule = BolaRule()
        let choices = (0...40).map { rule.rung(context(0, buffered: Double($0))) }
        #expect(choices.first == 0)
        #expect(choices.last == 4)
        #expect(zip(choices, choices.dropFirst()).allSatisfy { $0 <= $1 })
        // Of the two lowest rungs' scores, (10 − B) / 0.4 and (13.06 − B) / 1, the second is the larger from 7.96 s on.
        #expect(choices[..<8].allSatisfy { $0 == 0 })
        #expect(choices[8] == 1)
        #expect(Set(choices) == [0, 1, 2, 3, 4])
    }

    @Test("BOLA with nothing to choose chooses it")
    func bolaAlone() {
        for bandwidths in [[0], [1_000_000], [5, 5, 5]] {
            let context = BitrateContext(
                bandwidths: bandwidths, current: nil, buffered: .seconds(20), segmentDuration: .seconds(4))
            #expect(BolaRule().rung(context) == 0)
        }
    }

    @Test("Dynamic goes by throughput below ten seconds and by BOLA above, within what the buffer can bear")
    func dynamic() {
        let rule = measured(DynamicRule(), bitsPerSecond: 6_000_000)
        #expect(rule.rung(context(3, buffered: 8)) == 3)
        #expect(rule.rung(context(3, buffered: 2)) == 1)
        #expect(rule.rung(context(3, buffered: 40)) == BolaRule().rung(context(3, buffered: 40)))
        let slow = measured(DynamicRule(), bitsPerSecond: 1_000_000)
        // Seven tenths of three megabits, the buffer being three segments: 2.1 Mb/s.
        #expect(slow.rung(context(4, buffered: 12)) == 2)
        #expect(slow.rung(context(4, buffered: 11)) == 1)
    }

    @Test(
        "With a constant throughput every rule that measures comes to a rung that it carries",
        arguments: [500_000, 1_500_000, 3_000_000, 6_000_000, 30_000_000])
    func settles(speed: Int) {
        for name in [BitrateRuleName.throughput, .dynamic] {
            var rule = name.rule
            var current: Int?
            var buffered = 0.0
            for _ in 0..<100 {
                let rung = rule.rung(context(current, buffered: buffered))
                let seconds = Double(Self.ladder[rung]) * 4 / Double(speed)
                rule.completed(
                    SegmentDownload(
                        rung: rung, bytesReceived: Self.ladder[rung] / 2, elapsed: .seconds(seconds)))
                buffered = min(max(buffered - seconds, 0) + 4, 9)
                current = rung
            }
            let best = Self.ladder.lastIndex { Double($0) <= Double(speed) * 0.7 } ?? 0
            #expect(current == best, "\(name) at \(speed)")
        }
    }
}
