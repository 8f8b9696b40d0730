/// How long a client stays.
public enum SessionLength: Sendable, Hashable {
    /// Until the run ends.
    case wholeRun
    /// Always so long. 100 ms to 30 days.
    case fixed(Duration)
    /// Log-normal, in seconds: many short sessions, a few very long ones.
    case lognormal(LogNormal)
}
