public import StreavScenario

/// What this generator cannot do yet, said before a run instead of passing it over.
public enum LoadSupport {
    /// A sentence for the first thing of the scenario that is not supported; nil: all is.
    public static func obstacle(_ scenario: Scenario) -> String? {
        if scenario.cohorts.contains(where: { $0.kind == .dashboard }) {
            return "clients of kind dashboard are not there yet; take that cohort out."
        }
        if let cohort = scenario.cohorts.first(where: { $0.player == .llhls }) {
            return "cohort \(cohort.name): the player llhls is not there yet."
        }
        if scenario.platform.lowLatency { return "low latency is not there yet." }
        if let cohort = scenario.cohorts.first(where: { $0.persona == .attacker }) {
            return "cohort \(cohort.name): the persona attacker is not there yet."
        }
        for threshold in scenario.thresholds {
            let selector = threshold.selector
            if [Metric.score, .concurrentSessions].contains(selector.metric) {
                return "\(selector.metric.rawValue) is not measured yet."
            }
            if let tag = selector.tags.keys.first(where: { [.channel, .node].contains($0) }) {
                return "\(selector): samples are not told apart by \(tag.rawValue) yet."
            }
        }
        return nil
    }
}
