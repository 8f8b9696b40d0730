extension SeekPlan {
    init(reading reader: NodeReader) throws(ScenarioError) {
        let table = try reader.table(["every", "within"])
        self.init(every: try table.required("every", "every: 2m").duration(in: Cohort.times))
        if let value = table["within"] { within = try value.duration(in: Cohort.times) }
    }
}
