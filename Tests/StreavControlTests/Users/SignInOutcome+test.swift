import StreavControl

extension SignInOutcome {
    var started: StartedSession? {
        if case .signedIn(let started) = self { started } else { nil }
    }

    var pending: String? {
        if case .secondFactor(let pending) = self { pending } else { nil }
    }

    /// Seconds to wait.
    var throttled: Int? {
        if case .throttled(let seconds) = self { seconds } else { nil }
    }

    var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    var isExpired: Bool {
        if case .expired = self { true } else { false }
    }
}

extension UserAuthentication.ProofOutcome {
    var done: (started: StartedSession, codes: [String])? {
        if case .done(let started, let codes) = self { (started, codes) } else { nil }
    }

    var isWrongPassword: Bool {
        if case .wrongPassword = self { true } else { false }
    }

    var isWrongCode: Bool {
        if case .wrongCode = self { true } else { false }
    }

    var isThrottled: Bool {
        if case .throttled = self { true } else { false }
    }
}
