extension Nemesis {
    static let key = "nemesis"

    /// Judged within its scenario, of which all but faults, thresholds and events is known.
    init(reading reader: NodeReader, in scenario: Scenario) throws(ScenarioError) {
        let table = try reader.table([Self.key, "from", "to", "every", "of"])
        let pattern: Pattern = try table.required(Self.key, "nemesis: random").choice("nemesis")
        let end = scenario.healBy ?? scenario.duration
        let from = try table.required("from", "from: 30s").duration(in: .zero...end)
        let to = try table.required("to", "to: 2m").duration(in: .zero...end)
        guard to > from else {
            throw try table.required("to", "").error(
                .conflict, "is not after `from`, \(ScalarText.text(from))", remedy: "leave it some time")
        }
        self.init(pattern, from: from, to: to)
        if let value = table["every"] {
            if pattern != .random {
                try table.refuse(
                    "every", "has no meaning for `\(pattern.rawValue)`",
                    remedy: "leave it out: all begin within a third")
            }
            every = try value.duration(in: .seconds(1)...Fault.short.upperBound)
        }
        guard let value = table["of"] else { return }
        words = []
        for item in try value.list(atMost: FaultWord.allCases.count, of: "faults") {
            let word: FaultWord = try item.choice("fault")
            guard !words.contains(word) else {
                throw item.error(.duplicate, "`\(word.rawValue)` is named twice", remedy: "keep one of them")
            }
            guard !word.isNeverDrawn else {
                throw item.error(
                    .conflict, "`\(word.rawValue)` is not drawn",
                    remedy: "write it down as a fault of its own, with its time")
            }
            if pattern == .swizzleClog, word.lasting == .never {
                throw item.error(
                    .conflict, "`\(word.rawValue)` has no length, so it cannot end in another order",
                    remedy: "leave it to `nemesis: random`")
            }
            words.append(word)
        }
        guard !words.isEmpty else {
            throw value.error(.missingKey, "names no fault", remedy: "name at least one, or leave it out")
        }
    }
}
