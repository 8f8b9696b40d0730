import StreavLocal
import StreavScenario
import Testing

@testable import StreavSimulation

@Suite("Faults that are drawn")
struct NemesisDrawTests {
    private static func drawn(_ nemesis: Nemesis, seed: UInt64) -> Scenario {
        NemesisDraw.resolve(
            Scenario(
                name: "a", duration: .seconds(300), platform: PlatformPlan(channels: 7, nodes: 3),
                cohorts: [Cohort(name: "tv", kind: .hls, load: .population(1))], nemeses: [nemesis]),
            SeededEntropy(seed: seed))
    }

    @Test(
        "each is what a scenario may say, within the time given, and the same for the same seed",
        arguments: [Nemesis.Pattern.random, .swizzleClog], 0..<20 as Range<UInt64>)
    func bounds(_ pattern: Nemesis.Pattern, _ seed: UInt64) throws {
        let words = Nemesis.defaultWords.filter { pattern == .random || $0.lasting != .never } + [.nodeKill]
        let nemesis = Nemesis(pattern, from: .seconds(20), to: .seconds(200), words: words)
        let scenario = Self.drawn(nemesis, seed: seed)
        #expect(scenario.nemeses.isEmpty && !scenario.faults.isEmpty)
        #expect(Self.drawn(nemesis, seed: seed) == scenario)
        #expect(Self.drawn(nemesis, seed: seed + 1) != scenario)
        for fault in scenario.faults {
            #expect(fault.at >= .seconds(20) && fault.at + (fault.length ?? .zero) <= .seconds(200))
            #expect(nemesis.words.contains(fault.word))
        }
        #expect(try Scenario(text: scenario.resolvedText) == scenario)
    }

    @Test("a swizzle has all of them at once for a while, and ends them in another order")
    func swizzle() {
        let words: [FaultWord] = [.cacheLost, .brokerDown, .databaseDown, .sourceStall]
        let faults = Self.drawn(
            Nemesis(.swizzleClog, from: .seconds(30), to: .seconds(120), words: words), seed: 4
        ).faults
        #expect(Set(faults.map(\.word)) == Set(words))
        for fault in faults {
            #expect(fault.at < .seconds(60))
            #expect(fault.at + (fault.length ?? .zero) > .seconds(90))
        }
    }
}
