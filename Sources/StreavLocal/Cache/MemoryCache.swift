public import StreavPorts
import Synchronization

/// The cache of a single box and of the simulator: in this process's memory, on the injected clock.
///
/// It holds encoded bytes as a server would, so that what cannot be encoded fails here too. No thread sweeps it: what
/// expired is never seen, and writes free it little by little. Operations are atomic and never wait.
public final class MemoryCache: Cache {
    let clock: StreavClock
    let state: Mutex<MemoryCacheState>

    public init(clock: StreavClock, limits: MemoryCacheLimits = .standard) {
        self.clock = clock
        state = Mutex(MemoryCacheState(limits: limits))
    }

    /// Bytes held, as ``MemoryCacheLimits`` counts them; what expired may still be among them.
    public var bytes: Int { state.withLock { $0.bytes } }

    /// Keys and pools held; what expired may still be among them.
    public var entries: Int { state.withLock { $0.entries } }

    public func value(forKey key: String) async throws(CacheError) -> [UInt8]? {
        try Self.check(key, "key")
        return state.withLock { $0.value(forKey: key, at: clock.monotonicNow) }
    }

    public func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        try Self.check(key, "key")
        try Self.check(value)
        let timeToLive = try Self.checked(timeToLive)
        try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            try state.set(value, forKey: key, at: now, expiry: timeToLive.map { now + $0 })
        }
    }

    public func setIfAbsent(
        _ value: [UInt8], forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try Self.check(key, "key")
        try Self.check(value)
        let timeToLive = try Self.checked(timeToLive)
        return try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            guard state.value(forKey: key, at: now) == nil else { return false }
            try state.set(value, forKey: key, at: now, expiry: timeToLive.map { now + $0 })
            return true
        }
    }

    public func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try Self.check(key, "key")
        if let value { try Self.check(value) }
        let timeToLive = try Self.checked(timeToLive)
        return try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            guard state.value(forKey: key, at: now) == expected else { return false }
            if let value {
                try state.set(value, forKey: key, at: now, expiry: timeToLive.map { now + $0 })
            } else {
                _ = state.remove(key, at: now)
            }
            return true
        }
    }

    public func increment(
        _ key: String, by amount: Int64, timeToLive: Duration?
    ) async throws(CacheError) -> Int64 {
        try Self.check(key, "key")
        let timeToLive = try Self.checked(timeToLive)
        return try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            return try state.increment(key, by: amount, at: now, expiryWhenCreated: timeToLive.map { now + $0 })
        }
    }

    @discardableResult
    public func remove(_ key: String) async throws(CacheError) -> Bool {
        try Self.check(key, "key")
        return state.withLock { $0.remove(key, at: clock.monotonicNow) }
    }

    public func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        try Self.check(member, "member")
        try Self.check(pool, "pool")
        if let replaced { try Self.check(replaced, "member") }
        guard (0...CacheLimits.leaseMembers).contains(limit) else {
            throw CacheError(.invalidArgument, "a lease's limit is 0 to \(CacheLimits.leaseMembers), not \(limit)")
        }
        let timeToLive = try Self.checked(timeToLive)
        return try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            return try state.lease(
                member, in: pool, limit: limit, at: now, expiry: now + timeToLive, replacing: replaced)
        }
    }

    @discardableResult
    public func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try Self.check(member, "member")
        try Self.check(pool, "pool")
        return state.withLock { $0.release(member, in: pool, at: clock.monotonicNow) }
    }

    public func members(of pool: String) async throws(CacheError) -> [String] {
        try Self.check(pool, "pool")
        return state.withLock { $0.members(of: pool, at: clock.monotonicNow) }
    }

    private static func check(_ name: String, _ role: String) throws(CacheError) {
        guard (1...CacheLimits.keyBytes).contains(name.utf8.count) else {
            throw CacheError(.invalidArgument, "a \(role) has 1 to \(CacheLimits.keyBytes) bytes")
        }
    }

    private static func check(_ value: [UInt8]) throws(CacheError) {
        guard value.count <= CacheLimits.valueBytes else {
            throw CacheError(.invalidArgument, "a value has at most \(CacheLimits.valueBytes) bytes")
        }
    }

    private static func checked(_ timeToLive: Duration?) throws(CacheError) -> Duration? {
        try timeToLive.map { timeToLive throws(CacheError) in try checked(timeToLive) }
    }

    /// Whole milliseconds, as the other caches keep them.
    private static func checked(_ timeToLive: Duration) throws(CacheError) -> Duration {
        guard CacheLimits.timeToLive.contains(timeToLive) else {
            throw CacheError(.invalidArgument, "a time to live is \(CacheLimits.timeToLive)")
        }
        let (seconds, attoseconds) = timeToLive.components
        return .seconds(seconds) + .milliseconds(attoseconds / 1_000_000_000_000_000)
    }
}
