extension MetricSelector {
    /// From a key such as `qoe.rebuffer_ratio{cohort=tv}`.
    init(reading reader: NodeReader, in scenario: Scenario) throws(ScenarioError) {
        let text = try reader.scalar("a metric")
        let name = text.prefix { $0 != "{" }
        guard let metric = Metric(rawValue: String(name)) else {
            throw reader.unknownName("metric", String(name), among: Metric.allCases.map(\.rawValue))
        }
        self.init(metric)
        guard name.endIndex < text.endIndex else { return }
        let body = text[text.index(after: name.endIndex)...]
        guard body.last == "}", body.count > 1, body.count <= 400 else {
            throw reader.error(
                .invalidValue, "the tags of \(Printable.quoted(text)) cannot be understood",
                remedy: "write them as {cohort=tv,node=1}")
        }
        for part in body.dropLast().split(separator: ",", omittingEmptySubsequences: false) {
            try read(part, reader, scenario)
        }
    }

    private mutating func read(
        _ part: Substring, _ reader: NodeReader, _ scenario: Scenario
    ) throws(ScenarioError) {
        let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        let key = sides[0].drop { $0 == " " }
        guard sides.count == 2, let value = sides.last, !value.isEmpty else {
            throw reader.error(
                .invalidValue, "\(Printable.quoted(part)) is not a tag", remedy: "write it as cohort=tv")
        }
        guard let tag = MetricTag(rawValue: String(key)), metric.tags.contains(tag) else {
            throw reader.unknownName(
                "tag of `\(metric.rawValue)`", String(key), among: metric.tags.map(\.rawValue))
        }
        guard tags[tag] == nil else {
            throw reader.error(.duplicate, "names the tag `\(tag.rawValue)` twice", remedy: "keep one of them")
        }
        try check(String(value), of: tag, reader, scenario)
        tags[tag] = String(value)
    }

    private func check(
        _ value: String, of tag: MetricTag, _ reader: NodeReader, _ scenario: Scenario
    ) throws(ScenarioError) {
        switch tag {
        case .cohort:
            let names = scenario.cohorts.map(\.name)
            guard names.contains(value) else { throw reader.unknownName("cohort", value, among: names) }
        case .channel: try checkNumber(value, of: tag, to: scenario.platform.channels, reader)
        case .node: try checkNumber(value, of: tag, to: scenario.platform.nodes, reader)
        case .status:
            let words = metric == .startFailure ? ["technical", "denied"] : ["1xx", "2xx", "3xx", "4xx", "5xx"]
            let isCode =
                metric != .startFailure && value.utf8.count == 3
                && (100...599).contains(ScalarText.integer(value) ?? 0)
            guard words.contains(value) || isCode else { throw reader.unknownName("status", value, among: words) }
        case .route:
            let isPlain = value.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-_/.".utf8.contains($0)
                }
            }
            guard isPlain, value.utf8.count <= 64 else {
                throw reader.error(
                    .invalidValue, "\(Printable.quoted(value)) is not a route",
                    remedy: "use 1 to 64 of a-z, 0-9, -, _, . and /")
            }
        }
    }

    private func checkNumber(
        _ value: String, of tag: MetricTag, to highest: Int, _ reader: NodeReader
    ) throws(ScenarioError) {
        guard let number = ScalarText.integer(value), (1...highest).contains(number), String(number) == value else {
            throw reader.error(
                .outOfRange, "the \(tag.rawValue) \(Printable.quoted(value)) does not exist",
                remedy: "it should be a number from 1 to \(highest)")
        }
    }
}
