extension Threshold {
    /// One check, or a list of them.
    static func list(
        of selector: MetricSelector, reading reader: NodeReader
    ) throws(ScenarioError) -> [Threshold] {
        guard reader.isList else { return [try Threshold(of: selector, reading: reader)] }
        var thresholds: [Threshold] = []
        for item in try reader.list(atMost: 20, of: "checks") {
            let threshold = try Threshold(of: selector, reading: item)
            guard !thresholds.contains(where: { $0.check == threshold.check }) else {
                throw item.error(.duplicate, "stands twice", remedy: "keep one of them")
            }
            thresholds.append(threshold)
        }
        guard !thresholds.isEmpty else {
            throw reader.error(.missingKey, "checks nothing", remedy: "add a check, such as \"p95 < 2500\"")
        }
        return thresholds
    }

    private init(of selector: MetricSelector, reading reader: NodeReader) throws(ScenarioError) {
        guard reader.isTable else {
            self.init(selector, try ThresholdCheck(reading: reader, for: selector.metric))
            return
        }
        let table = try reader.table(["check", "abort", "grace"])
        let check = try ThresholdCheck(
            reading: table.required("check", "check: \"p95 < 2500\""), for: selector.metric)
        let aborts = try table["abort"]?.flag() ?? false
        if !aborts {
            try table.refuse("grace", "has no meaning without `abort: true`", remedy: "add that, or leave it out")
        }
        let grace = try table["grace"]?.duration(in: .zero...Duration.seconds(3600)) ?? Self.defaultGrace
        self.init(selector, check, abortAfter: aborts ? grace : nil)
    }
}
