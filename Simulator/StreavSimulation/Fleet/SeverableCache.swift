import StreavPorts

/// A node's cache, as long as the node can reach it.
struct SeverableCache: Cache {
    let inner: any Cache
    let severance: Severance

    private var reached: any Cache {
        get throws(CacheError) {
            if severance.isCut { throw CacheError(.unavailable, "this node is cut off") }
            return inner
        }
    }

    func value(forKey key: String) async throws(CacheError) -> [UInt8]? {
        try await reached.value(forKey: key)
    }

    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        try await reached.set(value, forKey: key, timeToLive: timeToLive)
    }

    func setIfAbsent(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) -> Bool {
        try await reached.setIfAbsent(value, forKey: key, timeToLive: timeToLive)
    }

    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try await reached.compareAndReplace(expected, with: value, forKey: key, timeToLive: timeToLive)
    }

    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        try await reached.increment(key, by: amount, timeToLive: timeToLive)
    }

    func remove(_ key: String) async throws(CacheError) -> Bool {
        try await reached.remove(key)
    }

    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        try await reached.lease(member, in: pool, limit: limit, timeToLive: timeToLive, replacing: replaced)
    }

    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try await reached.release(member, in: pool)
    }

    func members(of pool: String) async throws(CacheError) -> [String] {
        try await reached.members(of: pool)
    }
}
