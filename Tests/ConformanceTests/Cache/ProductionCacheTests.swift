import Foundation
import Testing

@Suite("Cache: who is tested")
struct ProductionCacheTests {
    @Test("The production cache is among those tested where servers are required")
    func production() {
        guard ProcessInfo.processInfo.environment["STREAV_TEST_SERVERS"] == "required" else { return }
        #expect(
            CacheImplementation.allCases.contains(.redis),
            "STREAV_TEST_CACHE_URL is not set: scripts/servers/redis.sh start DIR prints an address")
    }
}
