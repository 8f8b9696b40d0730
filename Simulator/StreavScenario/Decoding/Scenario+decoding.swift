extension Scenario {
    static let keys = [
        "include", "name", "description", "seed", "duration", "clock", "platform", "cohorts", "faults", "healBy",
        "converge", "thresholds", "sometimes",
    ]

    init(reading reader: NodeReader) throws(ScenarioError) {
        let table = try reader.table(Self.keys)
        try table.refuse(
            "include", "cannot be set", remedy: "write it into a file")
        let duration = try table.required("duration", "duration: 30s").duration(
            in: .seconds(1)...ScenarioLimits.longestRun)
        self.init(
            name: try Self.name(table.required("name", "name: prime-time")), duration: duration, cohorts: [])
        if let value = table["description"] { description = try value.text(atMost: 4000, lines: true) }
        if let value = table["seed"] { seed = try value.seed() }
        if let value = table["clock"] { clock = try ScenarioClock(reading: value) }
        if let value = table["platform"] { platform = try PlatformPlan(reading: value) }
        cohorts = try Self.cohorts(table.required("cohorts", "cohorts: [{ name: tv, kind: hls, population: 10 }]"))
        if let value = table["healBy"] {
            healBy = try value.duration(in: .milliseconds(1)...ScenarioLimits.longestRun)
        }
        try checkHealing(table["healBy"])
        if let value = table["converge"] { converge = try value.duration(in: .zero...Duration.seconds(3600)) }
        if let value = table["faults"] { (faults, nemeses) = try Self.faults(value, in: self) }
        if let value = table["thresholds"] { thresholds = try Self.thresholds(value, in: self) }
        if let value = table["sometimes"] { sometimes = try Self.sometimes(value, in: self) }
    }

    private static func name(_ reader: NodeReader) throws(ScenarioError) -> String {
        let name = try reader.text(atMost: 100)
        guard !name.isEmpty else { throw reader.error(.outOfRange, "is empty", remedy: "give it 1 to 100 characters") }
        return name
    }

    private func checkHealing(_ reader: NodeReader?) throws(ScenarioError) {
        guard let reader, let healBy, healBy > duration else { return }
        throw reader.error(
            .conflict, "is later than the run's end, \(ScalarText.text(duration))",
            remedy: "heal within the run, or make it longer")
    }

    private static func cohorts(_ reader: NodeReader) throws(ScenarioError) -> [Cohort] {
        var cohorts: [Cohort] = []
        for item in try reader.list(atMost: ScenarioLimits.cohorts, of: "cohorts") {
            let cohort = try Cohort(reading: item)
            guard !cohorts.contains(where: { $0.name == cohort.name }) else {
                let name = try item.anyTable("")["name"] ?? item
                throw name.error(
                    .duplicate, "the name `\(cohort.name)` is taken by another cohort",
                    remedy: "give each cohort its own")
            }
            cohorts.append(cohort)
        }
        guard !cohorts.isEmpty else {
            throw reader.error(.missingKey, "has nobody in it", remedy: "add at least one cohort")
        }
        let phases = cohorts.reduce(0) { $0 + $1.load.phases.count }
        guard phases <= ScenarioLimits.allPhases else {
            throw reader.error(
                .tooLarge, "has \(phases) phases of arrivals",
                remedy: "at most \(ScenarioLimits.allPhases) are allowed altogether")
        }
        return cohorts
    }

    private static func faults(
        _ reader: NodeReader, in scenario: Scenario
    ) throws(ScenarioError) -> ([Fault], [Nemesis]) {
        var faults: [Fault] = []
        var nemeses: [Nemesis] = []
        for item in try reader.list(atMost: ScenarioLimits.faults, of: "faults") {
            if try item.anyTable("with `at` and `do`, or with `nemesis`")[Nemesis.key] == nil {
                faults.append(try Fault(reading: item, in: scenario))
            } else {
                nemeses.append(try Nemesis(reading: item, in: scenario))
            }
        }
        return (Fault.sorted(faults), nemeses)
    }

    private static func thresholds(
        _ reader: NodeReader, in scenario: Scenario
    ) throws(ScenarioError) -> [Threshold] {
        let table = try reader.anyTable("of metrics, such as `qoe.startup_ms: p95 < 2500`")
        var thresholds: [Threshold] = []
        var seen: Set<MetricSelector> = []
        for entry in table.entries {
            let path = table.path(of: entry.key)
            let key = DocumentNode(location: entry.keyLocation, content: .scalar(entry.key))
            let selector = try MetricSelector(reading: NodeReader(key, path: path), in: scenario)
            guard seen.insert(selector).inserted else {
                throw NodeReader(key, path: path).error(
                    .duplicate, "says again what `\(selector)` is to hold", remedy: "put all checks into one list")
            }
            thresholds += try Threshold.list(of: selector, reading: NodeReader(entry.value, path: path))
        }
        guard thresholds.count <= ScenarioLimits.thresholds else {
            throw reader.error(
                .tooLarge, "has \(thresholds.count) checks", remedy: "at most \(ScenarioLimits.thresholds) are allowed")
        }
        return thresholds
    }

    private static func sometimes(
        _ reader: NodeReader, in scenario: Scenario
    ) throws(ScenarioError) -> [SometimesEvent] {
        var events: [SometimesEvent] = []
        for item in try reader.list(atMost: ScenarioLimits.sometimes, of: "events") {
            let names = SometimesEvent.all.map(\.name)
            let name = try item.scalar("the name of an event")
            guard let event = SometimesEvent(name: name) else { throw item.unknownName("event", name, among: names) }
            guard !events.contains(event) else {
                throw item.error(.duplicate, "`\(name)` is named twice", remedy: "keep one of them")
            }
            if case .faultBit(let word) = event, !scenario.faults.contains(where: { $0.word == word }),
                !scenario.nemeses.contains(where: { $0.words.contains(word) })
            {
                throw item.error(
                    .conflict, "can never happen: no fault of this scenario does `\(word.rawValue)`",
                    remedy: "add the fault, or leave the event out")
            }
            events.append(event)
        }
        return events
    }
}
