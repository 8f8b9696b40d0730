extension ThresholdCheck {
    /// From text such as `p99 < 0.01`, for one metric.
    init(reading reader: NodeReader, for metric: Metric) throws(ScenarioError) {
        let example = "a statistic, one of < <= > >= ==, and a number, such as \"p95 < 2500\""
        let text = try reader.scalar(example)
        let name = text.prefix { $0 != " " && !"<>=!".contains($0) }
        let rest = text[name.endIndex...].drop { $0 == " " }
        let symbol = rest.prefix { "<>=!".contains($0) }
        let limit = rest[symbol.endIndex...].drop { $0 == " " }
        guard !name.isEmpty, !symbol.isEmpty else {
            throw reader.error(
                .invalidValue, "\(Printable.quoted(text)) is not a check", remedy: "it should be \(example)")
        }
        guard let statistic = Statistic(name) else {
            throw reader.unknownName("statistic", String(name), among: metric.statisticNames)
        }
        guard metric.allows(statistic) else {
            throw reader.error(
                .conflict, "`\(statistic)` says nothing about `\(metric.rawValue)`",
                remedy: "allowed: \(metric.statisticNames.joined(separator: ", "))")
        }
        guard let comparison = Comparison(rawValue: String(symbol)) else {
            throw reader.unknownName("comparison", String(symbol), among: Comparison.allCases.map(\.rawValue))
        }
        guard let number = ScalarText.number(limit) else {
            throw reader.error(
                .invalidValue, "\(Printable.quoted(limit)) is not a number", remedy: "it should be \(example)")
        }
        self.init(statistic, comparison, number)
    }
}
