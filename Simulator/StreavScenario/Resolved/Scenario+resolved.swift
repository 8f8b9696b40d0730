extension Scenario {
    /// The scenario with every default said, as YAML from which the very same one is read
    /// (``init(text:settings:)``).
    public var resolvedText: String {
        var lines: [String] = []
        lines += head.entries.map { "\($0.key): \($0.value.yaml)" }
        lines.append("cohorts:")
        lines += cohorts.map { "  - \($0.resolved.yaml)" }
        if !faults.isEmpty || !nemeses.isEmpty {
            lines.append("faults:")
            lines += faults.map { "  - \($0.resolved.yaml)" }
            lines += nemeses.map { "  - \($0.resolved.yaml)" }
        }
        if !thresholds.isEmpty {
            lines.append("thresholds:")
            for selector in selectors {
                lines.append("  \(ResolvedValue.scalar(selector.description)):")
                lines += thresholds.filter { $0.selector == selector }.map { "    - \($0.resolved.yaml)" }
            }
        }
        if !sometimes.isEmpty {
            lines.append("sometimes: \(ResolvedValue.list(sometimes.map { .text($0.name) }).yaml)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: ResolvedFields {
        var fields = ResolvedFields()
        fields.add("name", text: name)
        fields.add("description", text: description)
        fields.add("seed", text: seed.map { ScalarText.text(seed: $0) })
        fields.add("duration", duration: duration)
        fields.add("clock", text: clock.rawValue)
        fields.add("platform", platform.resolved)
        fields.add("healBy", duration: healBy)
        fields.add("converge", duration: converge)
        return fields
    }

    /// In the order of their first check.
    private var selectors: [MetricSelector] {
        var seen: Set<MetricSelector> = []
        return thresholds.map(\.selector).filter { seen.insert($0).inserted }
    }
}
