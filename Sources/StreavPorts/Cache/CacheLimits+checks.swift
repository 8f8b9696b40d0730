/// What every cache asks of its arguments before it does anything.
extension CacheLimits {
    /// - Parameter role: What `name` is, e.g. "key".
    /// - Throws: `invalidArgument` for an empty name and one over ``keyBytes``.
    public static func check(_ name: String, _ role: String) throws(CacheError) {
        guard (1...keyBytes).contains(name.utf8.count) else {
            throw CacheError(.invalidArgument, "a \(role) has 1 to \(keyBytes) bytes")
        }
    }

    /// - Throws: `invalidArgument` over ``valueBytes``.
    public static func check(_ value: [UInt8]) throws(CacheError) {
        guard value.count <= valueBytes else {
            throw CacheError(.invalidArgument, "a value has at most \(valueBytes) bytes")
        }
    }

    /// - Parameter limit: Of a pool of leases.
    /// - Throws: `invalidArgument` outside of 0 to ``leaseMembers``.
    public static func check(limit: Int) throws(CacheError) {
        guard (0...leaseMembers).contains(limit) else {
            throw CacheError(.invalidArgument, "a lease's limit is 0 to \(leaseMembers), not \(limit)")
        }
    }

    /// `duration` in whole milliseconds, a fraction dropped.
    ///
    /// - Throws: `invalidArgument` outside of ``timeToLive``.
    public static func milliseconds(_ duration: Duration) throws(CacheError) -> Int64 {
        guard timeToLive.contains(duration) else {
            throw CacheError(.invalidArgument, "a time to live is \(timeToLive)")
        }
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
