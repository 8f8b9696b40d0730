/// What one rule says, for the question "why is this subscriber refused?".
public struct AdmissionVerdict: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        case passed
        case refused(DenialCode)
        /// The rule does not concern what was asked for, or could not be judged without a subscriber.
        case notApplicable
    }

    public let rule: AdmissionRule
    public let outcome: Outcome
    /// One sentence for an administrator. Never holds credentials.
    public let explanation: String

    public init(rule: AdmissionRule, outcome: Outcome, explanation: String) {
        self.rule = rule
        self.outcome = outcome
        self.explanation = explanation
    }
}

/// What admission says as a whole.
public enum AdmissionDecision: Hashable, Sendable {
    case admitted
    case refused(Denial)

    public var denial: Denial? {
        guard case .refused(let denial) = self else { return nil }
        return denial
    }
}
