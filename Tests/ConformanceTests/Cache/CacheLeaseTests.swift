import StreavPorts
import Testing

@Suite("Cache: leases", .timeLimit(.minutes(1)))
struct CacheLeaseTests {
    @Test(
        "A limit is never exceeded, whatever races", arguments: CacheImplementation.allCases, [0, 1, 2, 7, 63, 64])
    func limitHolds(_ implementation: CacheImplementation, limit: Int) async throws {
        let cache = try implementation.make().cache
        let pool = RandomName.make("pool")
        let outcomes = try await withThrowingTaskGroup(of: LeaseOutcome.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try await cache.lease(
                        "m\(number)", in: pool, limit: limit, timeToLive: .seconds(30), replacing: nil)
                }
            }
            return try await group.reduce(into: [LeaseOutcome]()) { $0.append($1) }
        }
        let granted = outcomes.compactMap { if case .granted(let count) = $0 { count } else { nil } }
        // Each count once: at no instant did two join at the same place, or one beyond the limit.
        #expect(granted.sorted() == Array(0..<limit).map { $0 + 1 })
        #expect(outcomes.count { $0 == .full(count: limit) } == 64 - limit)
        #expect(try await cache.members(of: pool).count == limit)
    }

    @Test("Joining and leaving at random never exceeds the limit", arguments: CacheImplementation.allCases, [1, 3, 10])
    func churn(_ implementation: CacheImplementation, limit: Int) async throws {
        let cache = try implementation.make().cache
        let pool = RandomName.make("pool")
        let holders = Tally(0)
        let most = Tally(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<32 {
                group.addTask {
                    for _ in 0..<20 {
                        let outcome = try await cache.lease(
                            "m\(number)", in: pool, limit: limit, timeToLive: .seconds(60), replacing: nil)
                        guard case .granted(let count) = outcome else { continue }
                        #expect(count <= limit)
                        // Counted inside of the lease: never more than hold one.
                        let now = holders.change { holders in
                            holders += 1
                            return holders
                        }
                        most.change { $0 = max($0, now) }
                        await Task.yield()
                        holders.change { $0 -= 1 }
                        #expect(try await cache.release("m\(number)", in: pool))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(most.value <= limit)
        #expect(try await cache.members(of: pool).isEmpty)
    }

    @Test("A holder renews its lease, also over a limit lowered since", arguments: CacheImplementation.allCases)
    func renews(_ implementation: CacheImplementation) async throws {
        let test = try implementation.make()
        let pool = RandomName.make("pool")
        func lease(_ member: String, limit: Int) async throws -> LeaseOutcome {
            try await test.cache.lease(
                member, in: pool, limit: limit, timeToLive: test.elapse.span(.milliseconds(400)), replacing: nil)
        }
        #expect(try await lease("a", limit: 2) == .granted(count: 1))
        #expect(try await lease("b", limit: 2) == .granted(count: 2))
        try await test.elapse.pass(test.elapse.span(.milliseconds(250)))
        #expect(try await lease("a", limit: 1) == .granted(count: 2))
        #expect(try await lease("c", limit: 1) == .full(count: 2))
        try await test.elapse.pass(test.elapse.span(.milliseconds(250)))
        #expect(try await test.cache.members(of: pool) == ["a"])
        #expect(try await lease("a", limit: 0) == .granted(count: 1))
    }

    @Test("An expired member frees its place at once", arguments: CacheImplementation.allCases)
    func expiredFrees(_ implementation: CacheImplementation) async throws {
        let test = try implementation.make()
        let pool = RandomName.make("pool")
        func lease(_ member: String) async throws -> LeaseOutcome {
            try await test.cache.lease(
                member, in: pool, limit: 1, timeToLive: test.elapse.span(.milliseconds(200)), replacing: nil)
        }
        #expect(try await lease("a") == .granted(count: 1))
        #expect(try await lease("b") == .full(count: 1))
        try await test.elapse.pass(test.elapse.span(.milliseconds(200)))
        #expect(try await test.cache.members(of: pool).isEmpty)
        #expect(try await test.cache.release("a", in: pool) == false)
        #expect(try await lease("b") == .granted(count: 1))
    }

    @Test("A member that gives way leaves as the other joins", arguments: CacheImplementation.allCases)
    func replacing(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let pool = RandomName.make("pool")
        func lease(_ member: String, replacing replaced: String?, limit: Int = 1) async throws -> LeaseOutcome {
            try await cache.lease(member, in: pool, limit: limit, timeToLive: .seconds(30), replacing: replaced)
        }
        #expect(try await lease("channel-1", replacing: nil) == .granted(count: 1))
        #expect(try await lease("channel-2", replacing: "channel-1") == .granted(count: 1))
        #expect(try await cache.members(of: pool) == ["channel-2"])
        // Who is not there gives no place away.
        #expect(try await lease("channel-3", replacing: "channel-1") == .full(count: 1))
        // The place is taken over even where the limit was lowered since.
        #expect(try await lease("channel-3", replacing: "channel-2", limit: 0) == .granted(count: 1))
        #expect(try await cache.members(of: pool) == ["channel-3"])
    }

    @Test(
        "With a limit of one, zapping is never refused and never counts twice",
        arguments: CacheImplementation.allCases)
    func zapping(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let pool = RandomName.make("pool")
        #expect(
            try await cache.lease("0", in: pool, limit: 1, timeToLive: .seconds(30), replacing: nil)
                == .granted(count: 1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...200 {
                    let outcome = try await cache.lease(
                        "\(number)", in: pool, limit: 1, timeToLive: .seconds(30), replacing: "\(number - 1)")
                    #expect(outcome == .granted(count: 1))
                }
            }
            for intruder in 0..<8 {
                group.addTask {
                    for _ in 0..<50 {
                        let outcome = try await cache.lease(
                            "intruder-\(intruder)", in: pool, limit: 1, timeToLive: .seconds(30), replacing: nil)
                        #expect(outcome == .full(count: 1))
                        #expect(try await cache.members(of: pool).count == 1)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await cache.members(of: pool) == ["200"])
    }
}
