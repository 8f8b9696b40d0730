/// What came of asking for a lease.
public enum LeaseOutcome: Equatable, Sendable {
    /// `member` is in the pool; `count` members are present with it.
    case granted(count: Int)
    /// The pool is full with `count` other members.
    case full(count: Int)
}
