/// What came of one check.
struct DoctorFinding: Sendable, Equatable {
    enum Verdict: String, Sendable {
        case ok
        /// It works, and should not stay so.
        case warning
        case failed
        /// It could not be looked at.
        case skipped
    }

    let check: String
    let verdict: Verdict
    /// What was found; nil where all is well. Without a full stop.
    let cause: String?
    /// What to do; nil where nothing is to be done. Without a full stop.
    let cure: String?

    static func ok(_ check: String, _ note: String? = nil) -> DoctorFinding {
        DoctorFinding(check: check, verdict: .ok, cause: note, cure: nil)
    }

    static func failed(_ check: String, _ cause: String, cure: String) -> DoctorFinding {
        DoctorFinding(check: check, verdict: .failed, cause: cause, cure: cure)
    }

    static func warning(_ check: String, _ cause: String, cure: String) -> DoctorFinding {
        DoctorFinding(check: check, verdict: .warning, cause: cause, cure: cure)
    }

    static func skipped(_ check: String, _ cause: String) -> DoctorFinding {
        DoctorFinding(check: check, verdict: .skipped, cause: cause, cure: nil)
    }

    var isWell: Bool { verdict == .ok || verdict == .skipped }

    var fields: [OutputField] {
        [
            OutputField("check", check), OutputField("verdict", verdict.rawValue), OutputField("cause", cause),
            OutputField("cure", cure),
        ]
    }
}
