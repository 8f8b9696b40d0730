import StreavScenario
import Testing

@Suite("Resolved scenarios")
struct ResolvedTextTests {
    @Test("the resolved text of any scenario is read as the same scenario", arguments: 0..<8 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) throws {
        var generator = ScenarioGenerator(seed: seed)
        for _ in 0..<25 {
            let scenario = generator.scenario()
            let text = scenario.resolvedText
            let again = try Scenario(text: text)
            #expect(again.platform == scenario.platform)
            #expect(again.cohorts == scenario.cohorts)
            #expect(again.faults == scenario.faults)
            #expect(again.nemeses == scenario.nemeses)
            #expect(again.thresholds == scenario.thresholds)
            #expect(again.sometimes == scenario.sometimes)
            #expect(again == scenario)
            #expect(again.resolvedText == text)
        }
    }

    @Test("defaults are said, one cohort and one fault to a line")
    func defaults() throws {
        let scenario = try Sample.scenario(
            """
            seed: 42
            faults: [{ at: 90s, do: clock.step, by: -1h }]
            thresholds: { "qoe.rebuffer_ratio{cohort=tv}": p99 < 0.01 }
            """)
        #expect(
            scenario.resolvedText == """
                name: sample
                description: ""
                seed: 0x2a
                duration: 10m
                clock: wall
                platform: { channels: 10, bitrate: 500kb/s, popularity: { zipf: 1 }, segment: 4s, window: 6, nodes: 1, \
                movies: 4, lowLatency: false }
                converge: 1m
                cohorts:
                  - { name: tv, kind: hls, population: 5, player: rfc8216, abr: dynamic, dwell: stay, session: run, \
                network: unlimited, persona: watcher, ends: { clean: 1, silent: 0, half-dead: 0 }, cmcd: true }
                faults:
                  - { at: 90s, do: clock.step, by: "-1h" }
                thresholds:
                  "qoe.rebuffer_ratio{cohort=tv}":
                    - "p99 < 0.01"

                """)
    }

    @Test("the largest scenario there may be still reads back")
    func largest() throws {
        let phase = ArrivalPhase(
            rate: ArrivalRate(0.12345678901234, per: .minute), length: .milliseconds(1_234_567), shape: .spike,
            to: ArrivalRate(98.7654321012345, per: .second))
        let cohorts = (0..<ScenarioLimits.cohorts).map { index in
            let phases = ScenarioLimits.allPhases / ScenarioLimits.cohorts
            return Cohort(
                name: "cohort-\(index)", kind: .hls, load: .arrivals(Array(repeating: phase, count: phases)),
                session: .lognormal(LogNormal(mu: 1.2345678901234, sigma: 0.98765432101234)))
        }
        var fault = Fault(at: .milliseconds(1_234_567), word: .sourceFlap, length: .milliseconds(1_234_567))
        fault.channel = .top(10)
        fault.up = .milliseconds(12_345)
        fault.down = .milliseconds(54_321)
        let scenario = Scenario(
            name: String(repeating: "\u{1F4FA}", count: 100), description: String(repeating: "\u{E000}", count: 2500),
            duration: .seconds(86_400), cohorts: cohorts,
            faults: Array(repeating: fault, count: ScenarioLimits.faults))
        #expect(try Scenario(text: scenario.resolvedText) == scenario)
    }
}
