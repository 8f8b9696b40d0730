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
        try CacheLimits.check(key, "key")
        return state.withLock { $0.value(forKey: key, at: clock.monotonicNow) }
    }

    public func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        try CacheLimits.check(key, "key")
        try CacheLimits.check(value)
        let timeToLive = try Self.checked(timeToLive)
        try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            try state.set(value, forKey: key, at: now, expiry: timeToLive.map { now + $0 })
        }
    }

    public func setIfAbsent(
        _ value: [UInt8], forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try CacheLimits.check(key, "key")
        try CacheLimits.check(value)
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
        try CacheLimits.check(key, "key")
        if let value { try CacheLimits.check(value) }
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
        try CacheLimits.check(key, "key")
        let timeToLive = try Self.checked(timeToLive)
        return try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            return try state.increment(key, by: amount, at: now, expiryWhenCreated: timeToLive.map { now + $0 })
        }
    }

    @discardableResult
    public func remove(_ key: String) async throws(CacheError) -> Bool {
        try CacheLimits.check(key, "key")
        return state.withLock { $0.remove(key, at: clock.monotonicNow) }
    }

    public func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        try CacheLimits.check(member, "member")
        try CacheLimits.check(pool, "pool")
        if let replaced { try CacheLimits.check(replaced, "member") }
        try CacheLimits.check(limit: limit)
        let timeToLive = try Self.checked(timeToLive)
        return try state.withLock { state throws(CacheError) in
            let now = clock.monotonicNow
            return try state.lease(
                member, in: pool, limit: limit, at: now, expiry: now + timeToLive, replacing: replaced)
        }
    }

    @discardableResult
    public func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try CacheLimits.check(member, "member")
        try CacheLimits.check(pool, "pool")
        return state.withLock { $0.release(member, in: pool, at: clock.monotonicNow) }
    }

    public func members(of pool: String) async throws(CacheError) -> [String] {
        try CacheLimits.check(pool, "pool")
        return state.withLock { $0.members(of: pool, at: clock.monotonicNow) }
    }

    private static func checked(_ timeToLive: Duration?) throws(CacheError) -> Duration? {
        try timeToLive.map { timeToLive throws(CacheError) in try checked(timeToLive) }
    }

    /// Whole milliseconds, as the other caches keep them.
    private static func checked(_ timeToLive: Duration) throws(CacheError) -> Duration {
        .milliseconds(try CacheLimits.milliseconds(timeToLive))
    }
}
