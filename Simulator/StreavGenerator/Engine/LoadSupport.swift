public import StreavScenario

/// What this generator cannot do yet, said before a run instead of passing it over.
public enum LoadSupport {
    /// A sentence for the first thing of the scenario that is not supported; nil: all is.
    public static func obstacle(_ scenario: Scenario) -> String? {
        if scenario.cohorts.contains(where: { $0.kind == .dashboard }) {
            return "clients of kind dashboard are not there yet; take that cohort out."
        }
        if scenario.platform.lowLatency { return "low latency is not there yet." }
        for cohort in scenario.cohorts {
            if let reason = obstacle(cohort) { return "cohort \(cohort.name): \(reason)" }
        }
        for threshold in scenario.thresholds {
            let selector = threshold.selector
            if let tag = selector.tags.keys.first(where: { [.channel, .node].contains($0) }) {
                return "\(selector): samples are not told apart by \(tag.rawValue) yet."
            }
        }
        return nil
    }
    private static func obstacle(_ cohort: Cohort) -> String? {
        if cohort.player == .llhls {
            return "the player llhls is not there yet: the platform serves no parts; take another player."
        }
        switch cohort.persona {
        case .epgPuller:
            return "the persona epg-puller is not there yet: the platform serves no channel list and no guide yet."
        case .restreamer where !cohort.kind.watchesChannels:
            return "the persona restreamer takes channels; make the cohort hls or mpegts."
        case .attacker where cohort.kind == .api:
            return "the persona attacker aims at the streaming port; make the cohort hls, mpegts, ondemand or range."
        default: return nil
        }
    }
}
