/// The bounds every database keeps.
public enum DatabaseLimits {
    /// The most values one statement binds: SQLite's bound, the smaller of the two engines'.
    public static let boundValues = 32_766
    /// How often a transaction is tried in all when it collides with others.
    public static let attempts = 5
    /// How long a statement waits for a lock before it is ``DatabaseError/Code-swift.enum/timedOut``.
    public static let lockWait: Duration = .seconds(5)
}
