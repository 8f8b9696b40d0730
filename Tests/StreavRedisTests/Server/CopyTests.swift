import StreavLocal
import StreavPorts
import StreavRedis
import Testing

extension ServerTests {
    @Suite("Redis: what load runs do behind its users' backs", .timeLimit(.minutes(2)))
    struct CopyTests {
        private static func lease(_ cache: RedisCache, _ member: String, in pool: String) async throws {
            let outcome = try await cache.lease(
                member, in: pool, limit: 9, timeToLive: .seconds(60), replacing: nil)
            #expect(outcome != .full(count: 9))
        }

        @Test("It falls back to a copy: what was written since is lost, lives go on, and others' keys stay")
        func fallBack() async throws {
            let server = try TestServer()
            // A prefix that means something else as a pattern.
            let odd = try server.configuration(replacing: "/0", with: "/0?prefix=a%5B1%5D*:")
            let cache = try TestCache.on(odd)
            let other = try TestCache.on(server.configuration())
            try await TestCache.eventually { try await other.set([9], forKey: "theirs", timeToLive: nil) }
            try await TestCache.eventually { try await cache.set([1], forKey: "early", timeToLive: nil) }
            try await cache.set([1], forKey: "short", timeToLive: .milliseconds(1_500))
            try await Self.lease(cache, "a", in: "sessions/1")
            let copy = try await cache.keepCopy()

            try await cache.set([2], forKey: "early", timeToLive: nil)
            try await cache.set([2], forKey: "late", timeToLive: nil)
            try await Self.lease(cache, "b", in: "sessions/1")
            try await Self.lease(cache, "c", in: "sessions/2")
            #expect(try await cache.leases(inPoolsWithPrefix: "sessions/") == ["sessions/1": 2, "sessions/2": 1])

            try await cache.fallBack(to: copy)
            #expect(try await cache.value(forKey: "early") == [1])
            #expect(try await cache.value(forKey: "late") == nil)
            #expect(try await cache.members(of: "sessions/1") == ["a"])
            #expect(try await cache.leases(inPoolsWithPrefix: "sessions/") == ["sessions/1": 1])
            #expect(try await cache.leases(inPoolsWithPrefix: "session*") == [:])
            try await TestCache.eventually { try #require(try await cache.value(forKey: "short") == nil) }
            #expect(try server.ask("KEYS", "*copy-*").isEmpty, "a copy is good for once")
            #expect(try await other.value(forKey: "theirs") == [9])
        }

        @Test("It forgets everything under its prefix, and leaves nothing when its traces are removed")
        func forgetting() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(try server.configuration().within("mine:"))
            let other = try TestCache.on(server.configuration())
            try await TestCache.eventually { try await other.set([9], forKey: "theirs", timeToLive: nil) }
            try await TestCache.eventually { try await cache.set([1], forKey: "a", timeToLive: nil) }
            _ = try await cache.keepCopy()
            try await cache.forgetEverything()
            #expect(try await cache.value(forKey: "a") == nil)
            #expect(try server.ask("KEYS", "streav:mine:copy-1:*") == "streav:mine:copy-1:value:a")
            try await cache.removeTraces()
            #expect(try server.ask("KEYS", "*") == "streav:value:theirs")
            #expect(throws: ServiceAddressError.self) {
                try server.configuration().within(String(repeating: "x", count: RedisConfiguration.maximumPrefixBytes))
            }
        }
    }
}
