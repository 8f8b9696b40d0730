import Foundation
import Logging
import StreavLocal
import StreavPorts
import StreavRedis
import Testing

@testable import StreavSimulation

/// On the Redis that the tests have.
@Suite("What load runs do to a Redis behind its users' backs", .timeLimit(.minutes(1)))
struct RedisInsidesTests {
    private static let url = ProcessInfo.processInfo.environment["STREAV_TEST_CACHE_URL"]

    /// - Parameter prefix: After one that nobody else has.
    private static func cache(_ prefix: String) throws -> RedisCache {
        let configuration = try RedisConfiguration(ServiceAddress(try #require(url)))
        return try RedisCache(
            configuration.within(prefix), clock: .system, entropy: SystemEntropy(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func lease(_ cache: RedisCache, _ member: String, in pool: String) async throws {
        let outcome = try await cache.lease(member, in: pool, limit: 9, timeToLive: .seconds(60), replacing: nil)
        if case .full = outcome { Issue.record("there is room in \(pool)") }
    }

    @Test(
        "It falls back to a copy: what was written since is lost, lives go on, and others' keys stay",
        .enabled(if: url != nil))
    func fallBack() async throws {
        let name = SystemEntropy().token(length: 12)
        // A prefix that means something else as a pattern: the other's is one that it would fit.
        let cache = try Self.cache("\(name)a[1]*:")
        let other = try Self.cache("\(name)a1x:")
        try await other.set([9], forKey: "theirs", timeToLive: .seconds(60))
        try await cache.set([1], forKey: "early", timeToLive: .seconds(60))
        try await cache.set([1], forKey: "short", timeToLive: .milliseconds(1_500))
        try await Self.lease(cache, "a", in: "sessions/1")
        let fallBack = try await cache.keepCopy()

        try await cache.set([2], forKey: "early", timeToLive: .seconds(60))
        try await cache.set([2], forKey: "late", timeToLive: .seconds(60))
        try await Self.lease(cache, "b", in: "sessions/1")
        try await Self.lease(cache, "c", in: "sessions/2")
        #expect(try await cache.leases(inPoolsWithPrefix: "sessions/") == ["sessions/1": 2, "sessions/2": 1])
        #expect(try await cache.leases(inPoolsWithPrefix: "session*") == [:])

        try await fallBack()
        #expect(try await cache.value(forKey: "early") == [1])
        #expect(try await cache.value(forKey: "late") == nil)
        #expect(try await cache.members(of: "sessions/1") == ["a"])
        #expect(try await cache.leases(inPoolsWithPrefix: "sessions/") == ["sessions/1": 1])
        while try await cache.value(forKey: "short") != nil {
            try await StreavClock.system.sleep(for: .milliseconds(50))
        }
        // A copy is good for once: now nothing is left to fall back to.
        try await fallBack()
        #expect(try await cache.value(forKey: "early") == nil)
        #expect(try await other.value(forKey: "theirs") == [9])
        try await other.removeTraces()
    }

    @Test("It forgets everything but copies, and nothing is left when traces are removed", .enabled(if: url != nil))
    func forgetting() async throws {
        let name = SystemEntropy().token(length: 12)
        let cache = try Self.cache("\(name):")
        let other = try Self.cache("\(name)-other:")
        for each in [cache, other] { try await each.set([1], forKey: "a", timeToLive: .seconds(60)) }
        let first = try await cache.keepCopy()
        try await cache.forgetEverything()
        #expect(try await cache.value(forKey: "a") == nil)
        try await first()
        #expect(try await cache.value(forKey: "a") == [1])
        let second = try await cache.keepCopy()
        try await cache.removeTraces()
        try await second()
        #expect(try await cache.value(forKey: "a") == nil)
        #expect(try await other.value(forKey: "a") == [1])
        try await other.removeTraces()
    }
}
