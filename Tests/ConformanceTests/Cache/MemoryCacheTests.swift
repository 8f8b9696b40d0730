import StreavLocal
import StreavPorts
import Testing

@Suite("The memory cache", .timeLimit(.minutes(1)))
struct MemoryCacheTests {
    @Test("It refuses what does not fit and keeps what it has")
    func bounded() async throws {
        let cache = MemoryCache(clock: .manual(ManualClock()), limits: MemoryCacheLimits(bytes: 4_000, entries: 100))
        try await cache.set([UInt8](repeating: 1, count: 3_000), forKey: "kept", timeToLive: nil)
        for _ in 0..<2 {
            let error = await #expect(throws: CacheError.self) {
                try await cache.set([UInt8](repeating: 2, count: 1_000), forKey: "late", timeToLive: nil)
            }
            #expect(error?.code == .outOfMemory)
        }
        #expect(try await cache.value(forKey: "kept")?.count == 3_000)
        #expect(try await cache.value(forKey: "late") == nil)
        // What grows by nothing needs no room.
        try await cache.set(Array("1".utf8), forKey: "count", timeToLive: nil)
        try await cache.set([UInt8](repeating: 3, count: 340), forKey: "rest", timeToLive: nil)
        #expect(try await cache.increment("count", by: 1, timeToLive: nil) == 2)
        try await cache.remove("count")
        try await cache.remove("rest")
        try await cache.set([3], forKey: "kept", timeToLive: nil)
        try await cache.set([UInt8](repeating: 2, count: 1_000), forKey: "late", timeToLive: nil)
        try await cache.remove("kept")
        try await cache.remove("late")
        #expect(cache.bytes == 0)
        #expect(cache.entries == 0)
    }

    @Test("Entries are bounded, leases too; a renewal and a change of channel need no room")
    func boundedEntries() async throws {
        let clock = ManualClock()
        let cache = MemoryCache(clock: .manual(clock), limits: MemoryCacheLimits(bytes: 1 << 20, entries: 3))
        func lease(_ member: String, in pool: String, replacing: String? = nil) async throws -> LeaseOutcome {
            try await cache.lease(member, in: pool, limit: 5, timeToLive: .seconds(1), replacing: replacing)
        }
        for pool in ["1", "2", "3"] { #expect(try await lease("a", in: pool) == .granted(count: 1)) }
        let error = await #expect(throws: CacheError.self) { try await lease("a", in: "4") }
        #expect(error?.code == .outOfMemory)
        #expect(try await lease("a", in: "1") == .granted(count: 1))
        #expect(try await lease("b", in: "1", replacing: "a") == .granted(count: 1))
        clock.advance(by: .seconds(1))
        #expect(try await lease("a", in: "4") == .granted(count: 1))
    }

    @Test("What expired makes room when it is needed, and is freed by writes in any case")
    func collects() async throws {
        let clock = ManualClock()
        let cache = MemoryCache(clock: .manual(clock), limits: MemoryCacheLimits(bytes: 1 << 20, entries: 1_000))
        for number in 0..<1_000 {
            try await cache.set([1], forKey: "short-\(number)", timeToLive: .milliseconds(10))
        }
        clock.advance(by: .milliseconds(10))
        try await cache.set([1], forKey: "next", timeToLive: nil)
        #expect(cache.entries < 1_000)
        for _ in 0..<100 { try await cache.set([1], forKey: "next", timeToLive: nil) }
        #expect(cache.entries == 1)
        try await cache.remove("next")
        #expect(cache.bytes == 0)
    }

    @Test("Renewing, replacing and expiring at random leaves nothing behind", arguments: UInt64(1)...8)
    func leavesNothing(seed: UInt64) async throws {
        let clock = ManualClock()
        let cache = MemoryCache(clock: .manual(clock))
        var choices = SeededChoices(seed: seed)
        for _ in 0..<2_000 {
            let member = "m\(Int.random(in: 0..<20, using: &choices))"
            let pool = "p\(Int.random(in: 0..<10, using: &choices))"
            _ = try await cache.lease(
                member, in: pool, limit: 6, timeToLive: .milliseconds(Int.random(in: 1...50, using: &choices)),
                replacing: "m\(Int.random(in: 0..<20, using: &choices))")
            if Bool.random(using: &choices) { try await cache.release(member, in: pool) }
            clock.advance(by: .milliseconds(Int.random(in: 0...3, using: &choices)))
        }
        clock.advance(by: .seconds(1))
        for _ in 0..<3 { try await cache.set([], forKey: "end", timeToLive: nil) }
        try await cache.remove("end")
        #expect(cache.entries == 0)
        #expect(cache.bytes == 0)
    }
}
