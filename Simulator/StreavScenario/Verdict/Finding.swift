/// Something that a run found wrong.
public struct Finding: Sendable, Hashable {
    public enum Kind: Sendable, Hashable, CaseIterable {
        case usage
        case thresholdFailed
        /// A named event never happened: the run tested less than it says.
        case sometimesMissed
        case invariantViolated
        case notConverged
        case traceDiffers
        case generatorSaturated
        case platformFailed
        case interrupted
    }

    public var kind: Kind
    /// What, when and to whom, for people.
    public var detail: String

    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    public var code: ExitCode {
        switch kind {
        case .usage: .usage
        case .thresholdFailed, .sometimesMissed: .thresholdFailed
        case .invariantViolated: .invariantViolated
        case .notConverged: .notConverged
        case .traceDiffers: .traceDiffers
        case .generatorSaturated: .generatorSaturated
        case .platformFailed: .platformFailed
        case .interrupted: .interrupted
        }
    }
}
