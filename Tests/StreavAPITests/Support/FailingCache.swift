import StreavPorts

/// A cache that is away.
struct FailingCache: Cache {
    private static let away = CacheError(.unavailable, "away")

    func value(forKey key: String) async throws(CacheError) -> [UInt8]? { throw Self.away }

    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) { throw Self.away }

    func setIfAbsent(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) -> Bool {
        throw Self.away
    }

    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool { throw Self.away }

    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        throw Self.away
    }

    func remove(_ key: String) async throws(CacheError) -> Bool { throw Self.away }

    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome { throw Self.away }

    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool { throw Self.away }

    func members(of pool: String) async throws(CacheError) -> [String] { throw Self.away }
}
