/// What came of an attempt to sign in.
public enum SignInOutcome: Sendable {
    case signedIn(StartedSession)
    /// The password is right; the second factor is asked for with this.
    case secondFactor(pending: String)
    /// Whatever was wrong: an unknown account, a wrong password, a disabled one.
    case refused
    /// The code was wrong, used before, or came too late for the first step.
    case expired
    case throttled(seconds: Int)
    case busy
}
