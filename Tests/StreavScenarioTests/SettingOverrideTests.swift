import StreavScenario
import Testing

@Suite("Settings on the command line")
struct SettingOverrideTests {
    private static let text = """
        name: sample
        duration: 10m
        cohorts:
          - { name: tv, kind: hls, population: 5 }
          - { name: box, kind: mpegts, arrivals: [{ rate: 1/s, for: 1m }] }
        thresholds: { "qoe.startup_ms{cohort=tv}": p95 < 1 }
        """

    private func set(_ arguments: String...) throws -> Scenario {
        try Scenario(text: Self.text, settings: arguments.map { try SettingOverride($0) })
    }

    @Test("a value is put over the file's, by key, name or number")
    func values() throws {
        #expect(try set("duration=10s").duration == .seconds(10))
        #expect(try set("cohorts.tv.population=200").cohorts[0].load == .population(200))
        #expect(try set("cohorts[0].abr=fixed").cohorts[0].abr == .fixed)
        #expect(try set("cohorts.box.name=other").cohorts[1].name == "other")
        let phase = try set("cohorts.box.arrivals[0].rate=300/m").cohorts[1].load.phases[0]
        #expect(phase == ArrivalPhase(rate: ArrivalRate(300, per: .minute), length: .seconds(60)))
    }

    @Test("what the file does not have is added, with the tables on the way")
    func additions() throws {
        #expect(try set("seed=0x2a").seed == 42)
        #expect(try set("platform.popularity.zipf=0.5").platform.zipf == 0.5)
        #expect(try set("cohorts.tv.network={ rate: 4Mb/s }").cohorts[0].network.rate?.bitsPerSecond == 4_000_000)
        #expect(try set("faults=[{ at: 1s, do: source.reset }]").faults.count == 1)
        #expect(try set("description=a=b").description == "a=b")
    }

    @Test("keys with dots are named in brackets, as messages write them")
    func quotedKeys() throws {
        let scenario = try set(#"thresholds["qoe.startup_ms{cohort=tv}"]=[p95 < 7, p99 < 8]"#)
        #expect(scenario.thresholds.map(\.check.limit) == [7, 8])
        #expect(try set(#"thresholds["qoe.zap_ms"]=max < 9"#).thresholds.count == 2)
    }

    @Test("of several settings the later wins")
    func order() throws {
        #expect(try set("duration=1s", "duration=2s").duration == .seconds(2))
        #expect(
            try set("cohorts=[{ name: a, kind: api, population: 1 }]", "thresholds={}", "cohorts.a.population=7")
                .cohorts[0].load
                == .population(7))
    }

    @Test("a mistake in a setting is named by the setting and the path")
    func mistakes() throws {
        let unknown = try #require(Sample.refusal(setting: "cohorts.tv.player=vlc"))
        #expect(unknown.kind == .unknownName)
        #expect(unknown.path == "cohorts[0].player")
        #expect(unknown.location.origin == .setting("cohorts.tv.player=vlc"))
        #expect(unknown.description.hasPrefix("--set cohorts.tv.player=vlc: cohorts[0].player: there is no player"))
        #expect(Sample.refusal(setting: "durations=1s")?.kind == .unknownKey)
        #expect(Sample.refusal(setting: "cohorts.tv.arrivals=[{ rate: 1/s, for: 1s }]")?.kind == .conflict)
        #expect(Sample.refusal(setting: "duration=[")?.kind == .malformed)
        #expect(Sample.refusal(setting: "include=smoke")?.kind == .conflict)
    }

    @Test(
        "a setting that leads nowhere is refused",
        arguments: [
            "", "duration", "=1", "a..b=1", ".a=1", "a.=1", "a[=1", "a[x]=1", "a[-1]=1", "a b=1", "a[\"\"]=1",
            "a[\"x=1", "duration=", "duration=~", "duration.x=1", "cohorts[1].abr=fixed", "cohorts.box.abr=fixed",
            "platform[0]=1", "cohorts[99999999999999999999]=1", "platform.channels.x.y=1",
        ])
    func nowhere(_ argument: String) throws {
        let text = Sample.head + "platform: { channels: 1 }"
        let error = try #require(Sample.refusal(setting: argument, of: text))
        #expect(error.kind == .setting, "\(error)")
        #expect(error.location.origin == .setting(argument))
    }

    @Test("an item that is not there is answered with those that are")
    func items() throws {
        let error = try #require(Sample.refusal(setting: "cohorts.tw.abr=fixed"))
        #expect(error.description.contains("did you mean `tv`?"))
        #expect(error.path == "cohorts")
    }

    @Test("settings are bounded in size, depth and number")
    func bounds() throws {
        let long = "description=" + String(repeating: "x", count: ScenarioLimits.settingBytes)
        #expect(Sample.refusal(setting: long)?.kind == .tooLarge)
        let deep = Array(repeating: "a", count: 40).joined(separator: ".") + "=1"
        #expect(Sample.refusal(setting: deep)?.kind == .setting)
        let setting = try SettingOverride("seed=1")
        #expect(throws: ScenarioError.self) {
            try Scenario(text: Self.text, settings: Array(repeating: setting, count: ScenarioLimits.settings + 1))
        }
    }
}
