import StreavScenario
import Testing

@Suite("Built-in scenarios")
struct BuiltInScenarioTests {
    private static let loader = ScenarioLoader { _, _ in throw CancellationError() }

    @Test("there are those that were promised, each under one name")
    func names() {
        let expected: Set = [
            "smoke", "prime-time", "kick-off", "zapping", "vod-evening", "api-burst", "mixed", "soak", "overload",
        ]
        #expect(Set(BuiltInScenario.all.map(\.name)) == expected)
        #expect(BuiltInScenario.all.count == expected.count)
    }

    @Test("each is read, resolves, and is read again as the same", arguments: BuiltInScenario.all)
    func roundTrip(_ builtIn: BuiltInScenario) throws {
        let scenario = try Self.loader.load(builtIn.name)
        #expect(scenario.name == builtIn.name)
        #expect(scenario.description == "\(builtIn.headline)\n\n\(builtIn.explanation)")
        #expect(try Scenario(text: scenario.resolvedText) == scenario)
    }

    @Test("each has limits and something to read", arguments: BuiltInScenario.all)
    func worth(_ builtIn: BuiltInScenario) throws {
        #expect(!builtIn.headline.contains("\n") && builtIn.headline.count <= 80)
        #expect(builtIn.explanation.count >= 150)
        #expect(try !Self.loader.load(builtIn.name).thresholds.isEmpty)
    }

    @Test("the smoke test is short, small and the same each time")
    func smoke() throws {
        let smoke = try Self.loader.load("smoke")
        #expect(smoke.duration == .seconds(30))
        #expect(smoke.seed != nil)
        #expect(smoke.faults.isEmpty)
        let clients = smoke.cohorts.reduce(0.0) { sum, cohort in
            switch cohort.load {
            case .population(let count): sum + Double(count)
            case .arrivals(let phases): sum + phases.reduce(0) { $0 + $1.expectedArrivals }
            }
        }
        #expect(clients <= 100)
        let kinds = Set(smoke.cohorts.map(\.kind))
        #expect(kinds.isSuperset(of: [.hls, .mpegts, .ondemand, .range, .api]))
    }

    @Test("a built-in scenario takes settings like a file")
    func settings() throws {
        let scenario = try Self.loader.load(
            "soak",
            settings: [
                SettingOverride("duration=2h"), SettingOverride("faults=[]"), SettingOverride("healBy=2h"),
                SettingOverride("sometimes=[]"),
            ])
        #expect(scenario.duration == .seconds(7200))
        #expect(scenario.faults.isEmpty)
    }
}
