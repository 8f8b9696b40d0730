internal import StreavPorts

/// Tells every process of the API, through the cache, that tokens have ended: a number that grows. What has ended
/// stands in the database.
struct RevocationNotice: Sendable {
    private static let key = "oauth-revocations"

    let cache: any Cache

    init(cache: any Cache) {
        self.cache = cache
    }

    /// Without the cache nothing is lost: processes that cannot reach it read the database each time.
    func post() async {
        _ = try? await cache.increment(Self.key, by: 1, timeToLive: nil)
    }

    /// The number now; it is another one whenever something has ended.
    func current() async throws(CacheError) -> [UInt8]? {
        try await cache.value(forKey: Self.key)
    }
}
