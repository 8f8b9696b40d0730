/// What a run tells the shell.
public enum ExitCode: Int32, Sendable, Hashable, CaseIterable {
    case held = 0
    /// Wrong usage or configuration, an unknown metric.
    case usage = 2
    case thresholdFailed = 10
    case invariantViolated = 11
    case notConverged = 12
    /// The same seed gave another trace.
    case traceDiffers = 13
    /// The generator was the bottleneck: no verdict.
    case generatorSaturated = 14
    /// The platform did not start, or crashed.
    case platformFailed = 15
    case interrupted = 130

    /// For people.
    public var sentence: String {
        switch self {
        case .held: "All held."
        case .usage: "The run was not started: what was asked for makes no sense."
        case .thresholdFailed: "A threshold failed."
        case .invariantViolated: "An invariant was violated."
        case .notConverged: "The platform did not converge after its faults had healed."
        case .traceDiffers: "The same seed gave a different trace."
        case .generatorSaturated: "The generator itself was the bottleneck: there is no verdict."
        case .platformFailed: "The platform did not start, or crashed."
        case .interrupted: "The run was interrupted before its end."
        }
    }
}
