extension FaultWord {
    /// Whether a fault has a length.
    public enum Lasting: Sendable {
        /// It happens in an instant.
        case never
        /// With a length it ends; without one it happens in an instant, or what it stopped stays so.
        case maybe
        /// It has a length, or lasts until the scenario's `healBy`.
        case always
    }

    public var lasting: Lasting {
        switch self {
        case .sourceReset, .clientsSilent, .clockStep: .never
        case .cacheLost, .nodeKill, .nodeDrain: .maybe
        default: .always
        }
    }

    /// It is for a scenario that is about it: clocks are not set by chance, nor clients chosen.
    public var isNeverDrawn: Bool {
        switch self {
        case .clockStep, .clientsSlow, .clientsSilent: true
        default: false
        }
    }

    /// The parameters that a fault may have besides `at`, `do` and `for`.
    public var parameters: [FaultParameter] {
        switch self {
        case .sourceReset, .sourceStall: [.channel]
        case .sourceSlow: [.channel, .factor]
        case .sourceGarbage: [.channel, .share]
        case .sourceFlap: [.channel, .up, .down]
        case .cacheLost: [.loseLast]
        case .cacheSlow, .databaseSlow: [.latency]
        case .cacheForgetful, .databaseBusy, .brokerReordering: [.share]
        case .brokerDuplicating: [.times]
        case .brokerDown, .databaseDown, .databaseReadonly: []
        case .nodeKill, .nodeDrain: [.node]
        case .clientsSlow: [.cohort, .share, .factor]
        case .clientsSilent: [.cohort, .share]
        case .clockStep: [.by]
        }
    }

    /// The parameters without which a fault says too little.
    public var neededParameters: [FaultParameter] {
        switch self {
        case .cacheSlow, .databaseSlow: [.latency]
        case .clockStep: [.by]
        default: []
        }
    }
}
