extension EndWeights {
    static let weights = 0.0...1000.0

    init(reading reader: NodeReader) throws(ScenarioError) {
        let table = try reader.table(["clean", "silent", "half-dead"])
        // What is not named does not happen.
        self.init(
            clean: try table["clean"]?.number(in: Self.weights) ?? 0,
            silent: try table["silent"]?.number(in: Self.weights) ?? 0,
            halfDead: try table["half-dead"]?.number(in: Self.weights) ?? 0)
        guard clean + silent + halfDead > 0 else {
            throw reader.error(
                .outOfRange, "gives no way to end", remedy: "give at least one of clean, silent, half-dead a weight")
        }
    }
}
