/// The rules by the names they have in scenarios.
public enum BitrateRuleName: String, Sendable, Hashable, CaseIterable, Codable {
    case fixed
    case throughput
    case bola
    case dynamic

    /// A fresh rule. `fixed` takes the lowest rung.
    public var rule: any BitrateRule {
        switch self {
        case .fixed: FixedRule()
        case .throughput: ThroughputRule()
        case .bola: BolaRule()
        case .dynamic: DynamicRule()
        }
    }
}
