extension Fault {
    static let short = Duration.milliseconds(1)...Duration.seconds(3600)
    static let longestStep = Duration.seconds(24 * 3600)

    /// Judged within its scenario, of which all but faults, thresholds and events is known.
    init(reading reader: NodeReader, in scenario: Scenario) throws(ScenarioError) {
        let all = FaultParameter.allCases.map(\.rawValue)
        let table = try reader.table(["at", "do", "for"] + all)
        let word: FaultWord = try table.required("do", "do: source.reset").choice("fault")
        let at = try table.required("at", "at: 10s").duration(in: .zero...ScenarioLimits.longestRun)
        let end = scenario.healBy ?? scenario.duration
        guard at <= end else {
            let name = scenario.healBy == nil ? "the run's end" : "`healBy`"
            throw try table.required("at", "").error(
                .conflict, "is after \(name), \(ScalarText.text(end))",
                remedy: "break it earlier, or let the run last longer")
        }
        self.init(at: at, word: word)
        for parameter in FaultParameter.allCases where !word.parameters.contains(parameter) {
            let own = ["at", "do"] + (word.lasting == .never ? [] : ["for"]) + word.parameters.map(\.rawValue)
            try table.refuse(
                parameter.rawValue, "has no meaning for `\(word.rawValue)`",
                remedy: "leave it out; allowed: \(own.joined(separator: ", "))")
        }
        for parameter in word.neededParameters {
            _ = try table.required(parameter.rawValue, Self.example(parameter))
        }
        try readLength(table, in: scenario)
        try readPlace(table, in: scenario)
        try readMeasure(table)
    }

    private mutating func readLength(_ table: TableReader, in scenario: Scenario) throws(ScenarioError) {
        guard let value = table["for"] else {
            guard word.lasting == .always, scenario.healBy.map({ $0 > at }) != true else { return }
            throw table.reader.error(
                .missingKey, "`\(word.rawValue)` never ends",
                remedy: "add `for: 10s`, or a `healBy` of the scenario that comes after it")
        }
        if word.lasting == .never {
            try table.refuse(
                "for", "has no meaning for `\(word.rawValue)`", remedy: "leave it out: it happens in an instant")
        }
        let length = try value.duration(in: .milliseconds(1)...ScenarioLimits.longestRun)
        let end = scenario.healBy ?? scenario.duration
        guard at + length <= end else {
            let name = scenario.healBy == nil ? "the run's end" : "`healBy`"
            throw value.error(
                .conflict, "lasts beyond \(name), \(ScalarText.text(end))",
                remedy: "at most \(ScalarText.text(max(.zero, end - at))) are left")
        }
        self.length = length
    }

    private mutating func readPlace(_ table: TableReader, in scenario: Scenario) throws(ScenarioError) {
        if let value = table["channel"] {
            channel = try ChannelSelection(reading: value, channels: scenario.platform.channels)
        }
        if let value = table["node"] { node = try value.integer(in: 1...scenario.platform.nodes) }
        if let value = table["cohort"] {
            let name = try value.scalar("the name of a cohort")
            let names = scenario.cohorts.map(\.name)
            guard names.contains(name) else { throw value.unknownName("cohort", name, among: names) }
            cohort = name
        }
    }

    private mutating func readMeasure(_ table: TableReader) throws(ScenarioError) {
        if let value = table["latency"] { latency = try value.duration(in: Self.short) }
        if let value = table["loseLast"] { loseLast = try value.duration(in: .zero...Self.short.upperBound) }
        if let value = table["by"] {
            let step = try value.duration(in: .zero - Self.longestStep...Self.longestStep)
            guard step != .zero else {
                throw value.error(.outOfRange, "changes nothing", remedy: "set the clock by some time, such as -1h")
            }
            by = step
        }
        if let value = table["factor"] { factor = try value.fraction(open: true) }
        if let value = table["share"] { share = try value.fraction() }
        if let value = table["times"] { times = try value.integer(in: 2...10) }
        let flaps = Cohort.times.lowerBound...Self.short.upperBound
        if let value = table["up"] { up = try value.duration(in: flaps) }
        if let value = table["down"] { down = try value.duration(in: flaps) }
    }

    private static func example(_ parameter: FaultParameter) -> String {
        switch parameter {
        case .by: "by: -1h"
        default: "\(parameter.rawValue): 500ms"
        }
    }
}
