/// What follows from a failed request.
public enum RetryVerdict: Sendable, Hashable {
    case retry(after: Duration)
    /// A segment that is not to be had: play on without it.
    case skip
    /// The platform says no: with this status.
    case denied(Int)
    case giveUp
}
