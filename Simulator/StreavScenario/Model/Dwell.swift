/// How long a viewer stays on one channel before the next.
public enum Dwell: Sendable, Hashable {
    /// For the whole session.
    case stay
    /// Bursts of short looks, then a long one: an evening.
    case zapMix
    /// Always so long. 100 ms to 30 days.
    case fixed(Duration)
    /// Log-normal, in seconds.
    case lognormal(LogNormal)
}
