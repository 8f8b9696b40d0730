import StreavScenario

/// Makes scenarios that are valid, and otherwise anything.
struct ScenarioGenerator {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func scenario() -> Scenario {
        let duration = time(in: 3_600_000...86_400_000)
        var scenario = Scenario(name: text(1...100), duration: duration, cohorts: [])
        scenario.description = text(0...300, extra: ["\n", "\t"])
        scenario.seed = chance() ? nil : random.next()
        scenario.platform = platform()
        scenario.cohorts = (0..<number(1...6)).map { cohort("c\($0)-\(number(0...99))_x") }
        scenario.healBy = chance() ? nil : duration
        scenario.converge = time(in: 0...3_600_000)
        scenario.faults = (0..<number(0...8)).map { _ in fault(in: scenario) }.sorted { $0.at < $1.at }
        scenario.nemeses = (0..<number(0...2)).map { _ in nemesis(in: scenario) }
        scenario.thresholds = thresholds(in: scenario)
        scenario.sometimes = SometimesEvent.all.shuffled(using: &random).filter {
            guard case .faultBit(let word) = $0 else { return true }
            return scenario.faults.contains { $0.word == word } || scenario.nemeses.contains { $0.words.contains(word) }
        }
        return scenario
    }

    private mutating func platform() -> PlatformPlan {
        PlatformPlan(
            channels: number(1...10_000), bitrate: BitRate(bitsPerSecond: Int64(number(100_000...20_000_000))),
            zipf: decimal(0...5), segment: .seconds(number(1...10)),
            window: number(3...60), nodes: number(1...64), movies: number(0...100_000),
            subscribers: chance() ? nil : number(1...1_000_000), lowLatency: chance())
    }

    private mutating func cohort(_ name: String) -> Cohort {
        let kind = pick(CohortKind.allCases)
        let load: CohortLoad =
            chance() ? .population(number(1...1_000_000)) : .arrivals((0..<number(1...4)).map { _ in phase() })
        var cohort = Cohort(name: name, kind: kind, load: load)
        if kind.playsPlaylists {
            cohort.player = pick(PlayerProfile.allCases)
            cohort.abr = pick(AdaptationAlgorithm.allCases)
            cohort.cmcd = chance()
        }
        if kind.watchesChannels {
            cohort.dwell = pick([.stay, .zapMix, .fixed(time(in: 100...100_000)), .lognormal(logNormal())])
        }
        if kind.watchesFilms, chance() {
            cohort.seek = SeekPlan(
                every: time(in: 100...1_000_000), within: chance() ? nil : time(in: 100...1_000_000))
        }
        cohort.session = pick([.wholeRun, .fixed(time(in: 100...100_000_000)), .lognormal(logNormal())])
        let line = NetworkProfile.custom(
            rate: BitRate(bitsPerSecond: Int64(number(1...100_000_000)) * Int64(pick([1, 1000]))),
            latency: time(in: 0...60_000))
        cohort.network = pick([.unlimited, .named(pick(NetworkProfile.Named.allCases)), line])
        cohort.persona = pick(Persona.allCases)
        cohort.ends = EndWeights(clean: decimal(0...1000), silent: decimal(0...1), halfDead: 1)
        return cohort
    }

    private mutating func phase() -> ArrivalPhase {
        let shape = pick(ArrivalShape.allCases)
        return ArrivalPhase(
            rate: rate(), length: time(in: 1...10_000_000), shape: shape,
            to: shape.hasTwoRates && chance() ? rate() : nil)
    }

    private mutating func rate() -> ArrivalRate {
        ArrivalRate(chance() ? Double(number(0...100_000)) : decimal(0...100), per: pick(ArrivalRate.Unit.allCases))
    }

    private mutating func fault(in scenario: Scenario) -> Fault {
        let end = scenario.healBy ?? scenario.duration
        let word = pick(FaultWord.allCases)
        var fault = Fault(at: time(in: 0...1_000_000), word: word)
        if word.lasting == .always || word.lasting == .maybe && chance() {
            fault.length = min(time(in: 1...1_000_000), end - fault.at)
        }
        for parameter in word.parameters where word.neededParameters.contains(parameter) || chance() {
            switch parameter {
            case .channel:
                let channel = number(1...scenario.platform.channels)
                fault.channel = pick([.all, .top(channel), .one(channel)])
            case .node: fault.node = number(1...scenario.platform.nodes)
            case .cohort: fault.cohort = pick(scenario.cohorts).name
            case .latency: fault.latency = time(in: 1...3_600_000)
            case .loseLast: fault.loseLast = time(in: 0...3_600_000)
            case .by: fault.by = time(in: 1...86_400_000) * (chance() ? 1 : -1)
            case .factor: fault.factor = decimal(0.001...0.999)
            case .share: fault.share = decimal(0.001...1)
            case .times: fault.times = number(2...10)
            case .up: fault.up = time(in: 100...3_600_000)
            case .down: fault.down = time(in: 100...3_600_000)
            }
        }
        return fault
    }

    private mutating func nemesis(in scenario: Scenario) -> Nemesis {
        let end = scenario.healBy ?? scenario.duration
        let half = Duration.milliseconds(Int64(end / .milliseconds(2)))
        let pattern = pick(Nemesis.Pattern.allCases)
        let words = FaultWord.allCases.filter {
            !$0.isNeverDrawn && (pattern == .random || $0.lasting != .never)
        }.shuffled(using: &random)
        return Nemesis(
            pattern, from: .zero, to: chance() ? end : max(half, .milliseconds(1)),
            every: pattern == .random ? time(in: 1000...3_600_000) : Nemesis.defaultEvery,
            words: Array(words.prefix(number(1...words.count))))
    }

    private mutating func thresholds(in scenario: Scenario) -> [Threshold] {
        Metric.allCases.shuffled(using: &random).prefix(number(0...10)).flatMap { metric in
            let selector = MetricSelector(metric, tags: tags(of: metric, in: scenario))
            let fitting = [
                .percentile(tenths: number(Statistic.percentileTenths)), .minimum, .maximum, .mean, .pooled, .rate,
                .count,
            ].filter(metric.allows)
            return fitting.shuffled(using: &random).prefix(number(1...2)).map { statistic in
                let check = ThresholdCheck(statistic, pick(Comparison.allCases), decimal(-1e6...1e6))
                return Threshold(selector, check, abortAfter: chance() ? nil : time(in: 0...3_600_000))
            }
        }
    }

    private mutating func tags(of metric: Metric, in scenario: Scenario) -> [MetricTag: String] {
        var tags: [MetricTag: String] = [:]
        for tag in metric.tags where chance() {
            switch tag {
            case .cohort: tags[tag] = pick(scenario.cohorts).name
            case .channel: tags[tag] = "\(number(1...scenario.platform.channels))"
            case .node: tags[tag] = "\(number(1...scenario.platform.nodes))"
            case .route: tags[tag] = pick(["playlist", "segment", "v1/subscribers", "player_api.php"])
            case .status: tags[tag] = metric == .startFailure ? pick(["technical", "denied"]) : pick(["404", "5xx"])
            }
        }
        return tags
    }

    // MARK: Parts

    private mutating func chance() -> Bool { Bool.random(using: &random) }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func decimal(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[number(0...choices.count - 1)]
    }

    private mutating func logNormal() -> LogNormal { LogNormal(mu: decimal(-10...15), sigma: decimal(0...5)) }

    /// Whole milliseconds, often round.
    private mutating func time(in milliseconds: ClosedRange<Int>) -> Duration {
        let value = number(milliseconds)
        let round = value / 60_000 * 60_000
        return .milliseconds(chance() && round >= milliseconds.lowerBound ? round : value)
    }

    private mutating func text(_ length: ClosedRange<Int>, extra: [String] = []) -> String {
        let letters =
            ["a", "Z", "0", " ", ":", "#", "-", "'", "\"", "\\", "{", "]", "&", "*", "!", "%", "@", "?", ",", "~"]
            + ["é", "電", "\u{1F4FA}", "\u{2028}", "\u{E000}", "null", "true"] + extra
        var text = ""
        let count = number(length)
        while text.unicodeScalars.count < count { text += pick(letters) }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
    }
}
