/// The bounds every cache keeps.
public enum CacheLimits {
    /// The longest key, pool or member, in UTF-8 bytes. None is empty.
    public static let keyBytes = 512
    /// The largest value, in bytes.
    public static let valueBytes = 1 << 20
    /// The most members of one lease pool.
    public static let leaseMembers = 10_000
    /// The shortest and the longest time to live. A fraction of a millisecond is dropped.
    public static let timeToLive: ClosedRange<Duration> = .milliseconds(1)...Duration.seconds(400 * 86_400)
}
