import StreavGenerator
import StreavLocal
import StreavPorts
import StreavScenario
import Testing

@testable import StreavSimulation

@Suite("A cache with the guarantees of a server")
struct WeakenedCacheTests {
    private struct Bench {
        let manual = ManualClock()
        let inner: MemoryCache
        let cache: WeakenedCache
        let faults: FaultTimeline
        let watch: PlatformWatch

        init(_ faults: [Fault] = []) {
            let clock = StreavClock.manual(manual)
            inner = MemoryCache(clock: clock)
            self.faults = FaultTimeline(Scenario(name: "a", duration: .seconds(60), cohorts: [], faults: faults))
            watch = PlatformWatch(faults: self.faults, nodes: 1, clock: clock)
            cache = WeakenedCache(
                inner: inner, faults: self.faults, watch: watch, clock: clock, entropy: SeededEntropy(seed: 1))
            self.faults.begin(at: manual.monotonicNow())
        }
    }

    private static func code(_ body: () async throws(CacheError) -> some Any) async -> CacheError.Code? {
        do throws(CacheError) {
            _ = try await body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("while it is away nothing is answered; what was under way when it went may have been done")
    func lost() async throws {
        let bench = Bench([Fault(at: .seconds(1), word: .cacheLost, length: .seconds(5))])
        try await bench.cache.set([1], forKey: "a", timeToLive: nil)
        bench.manual.advance(by: .seconds(1))
        let edge = await Self.code { () throws(CacheError) in
            try await bench.cache.set([2], forKey: "b", timeToLive: nil)
        }
        #expect(edge == .timedOut)
        #expect(try await bench.inner.value(forKey: "b") == [2])
        bench.manual.advance(by: .seconds(1))
        let later = await Self.code { () throws(CacheError) in
            try await bench.cache.set([3], forKey: "c", timeToLive: nil)
        }
        #expect(later == .unavailable)
        #expect(try await bench.inner.value(forKey: "c") == nil)
        let reading = await Self.code { () throws(CacheError) in try await bench.cache.value(forKey: "a") }
        #expect(reading == .unavailable)
        bench.manual.advance(by: .seconds(4))
        #expect(try await bench.cache.value(forKey: "a") == [1])
        #expect(bench.faults.bites(.cacheLost) == 3)
    }

    @Test("a failover loses what was acknowledged last, and nothing before it")
    func failover() async throws {
        var fault = Fault(at: .seconds(10), word: .cacheLost)
        fault.loseLast = .milliseconds(800)
        let bench = Bench([fault])
        let driver = FaultDriver(
            faults: bench.faults, cache: bench.inner, nodes: nil, clock: .manual(bench.manual), say: { _ in })
        try await bench.cache.set([1], forKey: "early", timeToLive: nil)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let start = bench.manual.monotonicNow()
            group.addTask { await driver.run(from: start) }
            try await bench.manual.waitForSleepers()
            bench.manual.advance(by: .milliseconds(9200))
            try await bench.manual.waitForSleepers()
            try await bench.cache.set([2], forKey: "late", timeToLive: nil)
            #expect(try await bench.cache.value(forKey: "late") == [2])
            bench.manual.advance(by: .milliseconds(800))
            try await group.waitForAll()
        }
        #expect(try await bench.cache.value(forKey: "early") == [1])
        #expect(try await bench.cache.value(forKey: "late") == nil)
        #expect(bench.faults.bites(.cacheLost) == 1)
    }

    @Test("a forgetful one drops what it has acknowledged, some of it")
    func forgetful() async throws {
        var fault = Fault(at: .zero, word: .cacheForgetful, length: .seconds(5))
        fault.share = 0.5
        let bench = Bench([fault])
        var kept = 0
        for number in 0..<200 {
            try await bench.cache.set([1], forKey: "\(number)", timeToLive: nil)
            if try await bench.cache.value(forKey: "\(number)") != nil { kept += 1 }
        }
        #expect((60...140).contains(kept))
        #expect(bench.faults.bites(.cacheForgetful) == 200 - kept)
    }

    @Test("more leases than the limit that was asked for are found out; a limit that was lowered is not")
    func limit() async throws {
        let bench = Bench()
        for (number, limit) in [(1, 2), (2, 2)] {
            _ = try await bench.cache.lease(
                "m\(number)", in: "sessions/1", limit: limit, timeToLive: .seconds(30), replacing: nil)
        }
        _ = try await bench.cache.lease("m1", in: "sessions/1", limit: 1, timeToLive: .seconds(30), replacing: nil)
        #expect(bench.watch.violationCount == 0)
        bench.watch.leased(.granted(count: 3), in: "sessions/1", limit: 2)
        #expect(bench.watch.violations.map(\.invariant) == ["INV-CONN"])
    }

    @Test("a cache that fails or is late by itself excuses nodes that count alone, for as long as a lease lives")
    func ownFailure() async throws {
        let bench = Bench()
        let inner = FailingCache(bench.inner, clock: .manual(bench.manual))
        inner.mood = .down
        let failing = WeakenedCache(
            inner: inner, faults: bench.faults, watch: bench.watch, clock: .manual(bench.manual),
            entropy: SeededEntropy(seed: 1))
        _ = try await bench.cache.lease("m", in: "sessions/1", limit: 1, timeToLive: .seconds(30), replacing: nil)
        _ = await Self.code { () throws(CacheError) in try await failing.value(forKey: "a") }
        #expect(bench.watch.cacheFailures == 1 && bench.watch.hasCacheFailed)
        bench.manual.advance(by: .seconds(33))
        #expect(!bench.watch.hasCacheFailed)
        _ = try await bench.cache.value(forKey: "a")
        #expect(bench.watch.cacheFailures == 1)
    }
}
