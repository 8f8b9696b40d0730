extension ArrivalPhase {
    init(reading reader: NodeReader) throws(ScenarioError) {
        let table = try reader.table(["rate", "for", "shape", "to"])
        self.init(
            rate: try table.required("rate", "rate: 20/s").arrivalRate(),
            length: try table.required("for", "for: 5m").duration(
                in: .milliseconds(1)...ScenarioLimits.longestRun))
        if let value = table["shape"] { shape = try value.choice("shape") }
        if !shape.hasTwoRates {
            let others = ArrivalShape.allCases.filter(\.hasTwoRates).map(\.rawValue).joined(separator: ", ")
            try table.refuse(
                "to", "has no meaning for the shape `\(shape.rawValue)`", remedy: "leave it out; it is for \(others)")
        }
        if let value = table["to"] { to = try value.arrivalRate() }
    }
}
