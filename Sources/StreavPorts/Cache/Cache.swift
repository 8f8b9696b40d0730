/// Bytes by key with a time to live, and leases. Holds only what can be derived again or is leased.
///
/// An expired key is gone at the instant of its expiry: a read at `expiry` or later finds nothing. Keys and pools have
/// name spaces of their own. Every operation may also throw `unavailable` or `timedOut`, every write `outOfMemory`.
public protocol Cache: Sendable {
    func value(forKey key: String) async throws(CacheError) -> [UInt8]?

    /// Sets the value whatever was there. `timeToLive` nil keeps it until removed.
    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError)

    /// Sets the value if the key is absent; true when it did. One caller wins among any number.
    func setIfAbsent(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) -> Bool

    /// Replaces `expected` by `value` (nil: removes the key); false when the present value is another or none.
    /// `timeToLive` as in ``set(_:forKey:timeToLive:)``.
    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool

    /// Adds `amount` to the decimal number at `key` (absent counts as 0) and returns the sum. `timeToLive` applies only
    /// when the key is created; a present key keeps its expiry. A value that is no decimal 64-bit number (`0`, or
    /// digits without a leading zero, after `-` when negative), or an overflow, is `invalidArgument`.
    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64

    /// True when the key existed.
    @discardableResult
    func remove(_ key: String) async throws(CacheError) -> Bool

    /// Joins `member` to the bounded set `pool`, or renews it, atomically.
    ///
    /// Expired members are dropped first. A present member is renewed even if the pool is over `limit`, so that a limit
    /// lowered later does not end running sessions by accident. Otherwise, if `replaced` is a present member, it leaves
    /// and `member` takes its place; otherwise `member` joins when fewer than `limit` are present.
    ///
    /// - Parameters:
    ///   - replaced: A member that gives way to this one, e.g. the same device's previous channel.
    ///   - limit: 0 to ``CacheLimits/leaseMembers``.
    ///   - timeToLive: The member leaves by itself after this time.
    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome

    /// Ends a lease; true when the member was present.
    @discardableResult
    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool

    /// The members present now, in no particular order.
    func members(of pool: String) async throws(CacheError) -> [String]
}
