import StreavScenario
import Testing

@Suite("What a scenario file says")
struct ScenarioKeysTests {
    @Test("the least that a scenario needs is a name, a duration and a cohort; the rest has defaults")
    func least() throws {
        let scenario = try Sample.scenario("")
        #expect(
            scenario
                == Scenario(
                    name: "sample", duration: .seconds(600),
                    cohorts: [Cohort(name: "tv", kind: .hls, load: .population(5))]))
        #expect(scenario.converge == .seconds(60))
        #expect(scenario.seed == nil)
        #expect(scenario.clock == .wall)
    }

    @Test("every key of the head is read")
    func head() throws {
        let scenario = try Sample.scenario(
            """
            description: |
              Two lines
              of it
            seed: 0x2A
            clock: wall
            platform:
              channels: 200
              popularity: { zipf: 0.8 }
              segment: 6s
              window: 5
              nodes: 3
              movies: 0
              subscribers: 1000
              lowLatency: true
            healBy: 9m
            converge: 90s
            """)
        #expect(scenario.description == "Two lines\nof it\n")
        #expect(scenario.seed == 42)
        #expect(
            scenario.platform
                == PlatformPlan(
                    channels: 200, zipf: 0.8, segment: .seconds(6), window: 5, nodes: 3, movies: 0,
                    subscribers: 1000, lowLatency: true))
        #expect(scenario.healBy == .seconds(540))
        #expect(scenario.converge == .seconds(90))
    }

    @Test("every key of a cohort is read")
    func cohort() throws {
        let cohort = try Sample.cohort(
            """
            player: exo, abr: bola, dwell: zap-mix, session: { lognormal: [3.2, 1.1] },
                network: { rate: 4Mb/s, latency: 30ms }, persona: surfer,
                ends: { clean: 0.7, silent: 0.2, half-dead: 0.1 }
            """)
        #expect(
            cohort
                == Cohort(
                    name: "tv", kind: .hls, load: .population(5), player: .exo, abr: .bola, dwell: .zapMix,
                    session: .lognormal(LogNormal(mu: 3.2, sigma: 1.1)),
                    network: .custom(rate: BitRate(bitsPerSecond: 4_000_000), latency: .milliseconds(30)),
                    persona: .surfer, ends: EndWeights(clean: 0.7, silent: 0.2, halfDead: 0.1)))
    }

    @Test("every kind of cohort is read", arguments: CohortKind.allCases)
    func kinds(_ kind: CohortKind) throws {
        #expect(try Sample.cohort("persona: watcher", kind: kind.rawValue).kind == kind)
    }

    @Test("every player, algorithm and persona is read by its name")
    func names() throws {
        for player in PlayerProfile.allCases {
            #expect(try Sample.cohort("player: \(player.rawValue)").player == player)
        }
        for algorithm in AdaptationAlgorithm.allCases {
            #expect(try Sample.cohort("abr: \(algorithm.rawValue)").abr == algorithm)
        }
        for persona in Persona.allCases {
            #expect(try Sample.cohort("persona: \(persona.rawValue)").persona == persona)
        }
    }

    @Test("arrivals come in phases of any shape")
    func arrivals() throws {
        for shape in ArrivalShape.allCases {
            let to = shape.hasTwoRates ? ", to: 300/m" : ""
            let cohort = try Sample.cohort(
                "arrivals: [{ rate: 20/s, for: 5m }, { rate: 0.5/h, for: 800ms, shape: \(shape.rawValue)\(to) }]",
                load: false)
            let second = ArrivalPhase(
                rate: ArrivalRate(0.5, per: .hour), length: .milliseconds(800), shape: shape,
                to: shape.hasTwoRates ? ArrivalRate(300, per: .minute) : nil)
            let first = ArrivalPhase(rate: ArrivalRate(20, per: .second), length: .seconds(300))
            #expect(cohort.load == .arrivals([first, second]))
        }
    }

    @Test("a dwell is a name, a time or a distribution")
    func dwells() throws {
        #expect(try Sample.cohort("dwell: stay").dwell == .stay)
        #expect(try Sample.cohort("dwell: 1.5s").dwell == .fixed(.milliseconds(1500)))
        #expect(try Sample.cohort("dwell: { lognormal: [1, 2] }").dwell == .lognormal(LogNormal(mu: 1, sigma: 2)))
    }

    @Test("a session is a name, a time, or a table of either")
    func sessions() throws {
        #expect(try Sample.cohort("session: run").session == .wholeRun)
        #expect(try Sample.cohort("session: 10m").session == .fixed(.seconds(600)))
        #expect(try Sample.cohort("session: { fixed: 1h }").session == .fixed(.seconds(3600)))
    }

    @Test("a network is a name or a line of one's own")
    func networks() throws {
        #expect(try Sample.cohort("network: unlimited").network.rate == nil)
        #expect(try Sample.cohort("network: dsl").network == .named(.dsl))
        #expect(try Sample.cohort("network: 4g").network == .named(.mobile))
        #expect(try Sample.cohort("network: wifi").network == .named(.wifi))
        let own = try Sample.cohort("network: { rate: 800kb/s }").network
        #expect(own.rate?.bitsPerSecond == 800_000)
        #expect(own.latency == .zero)
    }

    @Test("jumps are for films")
    func seeks() throws {
        let seek = try Sample.cohort("seek: { every: 2m, within: 10m }", kind: "range").seek
        #expect(seek == SeekPlan(every: .seconds(120), within: .seconds(600)))
        #expect(try Sample.cohort("seek: { every: 2m }", kind: "ondemand").seek?.within == nil)
    }

    @Test("ends that are not named do not happen")
    func ends() throws {
        #expect(try Sample.cohort("ends: { silent: 1 }").ends == EndWeights(clean: 0, silent: 1, halfDead: 0))
    }

    @Test("every fault is read with every parameter that it has", arguments: FaultWord.allCases)
    func faults(_ word: FaultWord) throws {
        let values: [FaultParameter: String] = [
            .channel: "top-3", .node: "1", .cohort: "tv", .latency: "500ms", .loseLast: "800ms", .by: "-1h",
            .factor: "0.7", .share: "0.25", .times: "3", .up: "20s", .down: "10s",
        ]
        var fields = word.parameters.map { "\($0.rawValue): \(values[$0] ?? "")" }
        if word.lasting != .never { fields.append("for: 10s") }
        let list = (["at: 1m", "do: \(word.rawValue)"] + fields).joined(separator: ", ")
        let fault = try #require(try Sample.scenario("faults: [{ \(list) }]").faults.first)
        func has(_ parameter: FaultParameter) -> Bool { word.parameters.contains(parameter) }
        #expect(fault.at == .seconds(60))
        #expect(fault.word == word)
        #expect(fault.length == (word.lasting == .never ? nil : .seconds(10)))
        #expect(fault.channel == (has(.channel) ? .top(3) : nil))
        #expect(fault.node == (has(.node) ? 1 : nil))
        #expect(fault.cohort == (has(.cohort) ? "tv" : nil))
        #expect(fault.latency == (has(.latency) ? .milliseconds(500) : nil))
        #expect(fault.loseLast == (has(.loseLast) ? .milliseconds(800) : nil))
        #expect(fault.by == (has(.by) ? .seconds(-3600) : nil))
        #expect(fault.factor == (has(.factor) ? 0.7 : nil))
        #expect(fault.share == (has(.share) ? 0.25 : nil))
        #expect(fault.times == (has(.times) ? 3 : nil))
        #expect(fault.up == (has(.up) ? .seconds(20) : nil))
        #expect(fault.down == (has(.down) ? .seconds(10) : nil))
    }

    @Test("faults are put in order of time, and those of one instant stay in theirs")
    func order() throws {
        let scenario = try Sample.scenario(
            """
            faults:
              - { at: 2m, do: source.reset, channel: 3 }
              - { at: 1m, do: source.reset, channel: all }
              - { at: 2m, do: source.reset, channel: 1 }
            """)
        #expect(scenario.faults.map(\.channel) == [.all, .one(3), .one(1)])
    }

    @Test("a lasting fault needs no length where the scenario heals after it")
    func healing() throws {
        let scenario = try Sample.scenario("healBy: 5m\nfaults: [{ at: 1m, do: broker.down }]")
        #expect(scenario.faults[0].length == nil)
    }

    @Test("events that must happen are read by their names")
    func sometimes() throws {
        let scenario = try Sample.scenario(
            "sometimes: [viewer.zapped, fault.source.reset]\nfaults: [{ at: 1m, do: source.reset }]")
        #expect(scenario.sometimes == [.observed(.zapped), .faultBit(.sourceReset)])
    }

    @Test("a JSON document is a scenario as well")
    func json() throws {
        let scenario = try Scenario(
            text: #"{"name":"j","duration":"10s","cohorts":[{"name":"a","kind":"api","population":1}]}"#)
        #expect(scenario.cohorts == [Cohort(name: "a", kind: .api, load: .population(1))])
    }

    @Test("a value may be used again by an anchor")
    func anchors() throws {
        let scenario = try Scenario(
            text: """
                name: anchors
                duration: &time 10s
                converge: *time
                cohorts: [{ name: a, kind: api, population: 1, session: *time }]
                """)
        #expect(scenario.converge == .seconds(10))
        #expect(scenario.cohorts[0].session == .fixed(.seconds(10)))
    }
}
