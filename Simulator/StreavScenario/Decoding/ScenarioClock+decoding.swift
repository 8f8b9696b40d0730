extension ScenarioClock {
    init(reading reader: NodeReader) throws(ScenarioError) {
        let names = Self.allCases.map(\.rawValue) + ["virtual", "scaled:60"]
        let name = try reader.scalar("`wall`")
        if let clock = ScenarioClock(rawValue: name) {
            self = clock
            return
        }
        if name == "virtual" || name.hasPrefix("scaled:") && ScalarText.number(name.dropFirst(7)) ?? 0 > 0 {
            throw reader.error(
                .unsupported, "the clock `\(Printable.text(name))` is not available: runs take place in real time",
                remedy: "use `wall`")
        }
        throw reader.unknownName("clock", name, among: names)
    }
}
