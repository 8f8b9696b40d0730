/// The bounds of the adapter.
public enum PostgresLimits {
    /// The most connections of one pool.
    public static let connections = 64
    /// The most transactions that wait for a connection; another one is refused at once.
    public static let waiters = 1_024
    /// How often in a row connecting fails before it is left for a while.
    public static let connectFailures = 3
    /// The first such while; it doubles with each further failure.
    public static let shortestPause: Duration = .milliseconds(250)
    /// The longest: well below the time after which a streaming node that cannot write its heartbeat counts as lost, so
    /// that a database that comes back is not followed by streams that are moved.
    public static let longestPause: Duration = .seconds(2)
    /// Prepared statements that a connection keeps; the one that was used longest ago goes first.
    public static let statements = 256
    /// The longest value and the most that a statement binds in all, in bytes.
    public static let boundBytes = 256 << 20
    /// From which attempt on a transaction that collides runs while no other writes over the same pool.
    public static let exclusiveAttempt = 3
    /// The longest pause between two attempts: a random part of 10 ms, doubled with each, up to this.
    public static let longestRetryPause: Duration = .milliseconds(200)
    /// The oldest server: 13, as libpq numbers versions.
    public static let oldestServer = 130_000
}
