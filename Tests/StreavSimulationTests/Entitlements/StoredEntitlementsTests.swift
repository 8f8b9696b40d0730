import Foundation
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStreaming
import Testing

@testable import StreavAssembly

/// The cache between the components serves openings, and never brings back what was taken away.
@Suite("Stored entitlements")
struct StoredEntitlementsTests {
    /// Away: who asks it learns that the cache was not believed.
    private struct NoDatabase: Database {
        let dialect = SQLDialect.sqlite

        func read<Result: Sendable>(
            _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
        ) async throws -> Result {
            throw DatabaseError(.unavailable, "away")
        }

        func write<Result: Sendable>(
            _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
        ) async throws -> Result {
            throw DatabaseError(.unavailable, "away")
        }
    }

    private let time = ManualClock()
    private let cache: FailingCache
    private let entitlements: StoredEntitlements
    private let id = SubscriberID(7)

    init() {
        let clock = StreavClock(time)
        cache = FailingCache(MemoryCache(clock: clock), clock: clock)
        entitlements = StoredEntitlements(database: NoDatabase(), cache: cache, clock: clock)
    }

    private func put(generation: Int64) async throws {
        let reading = SubscriberEntitlement(
            id: id, username: "ann", accessTokenHash: [UInt8](repeating: 1, count: 32), generation: generation)
        try await cache.set(
            [UInt8](JSONEncoder().encode(reading)), forKey: "entitlement/name/ann", timeToLive: .seconds(300))
    }

    /// What the cache says, or nil where the database had to be asked.
    private func cached() async -> SubscriberEntitlement? {
        try? await entitlements.entitlement(forUsername: "ann")
    }

    @Test("A reading is believed until its subscriber, or everybody, changed after it")
    func marks() async throws {
        try await put(generation: 5)
        #expect(await cached()?.generation == 5)
        #expect(await entitlements.changed(id, generation: 5))
        #expect(await cached()?.generation == 5)
        #expect(await entitlements.changed(id, generation: 6))
        #expect(await cached() == nil)
        try await put(generation: 6)
        #expect(await cached()?.generation == 6)
        #expect(await entitlements.everythingChanged(generation: 7))
        #expect(await cached() == nil)
    }

    @Test("The mark of a change never goes back, however many are left at once")
    func raisedOnly() async throws {
        await withTaskGroup(of: Void.self) { group in
            for generation in (Int64(1)...60).shuffled() {
                group.addTask { [entitlements, id] in _ = await entitlements.changed(id, generation: generation) }
            }
        }
        #expect(await entitlements.changed(id, generation: 3))
        let mark = try #require(await cache.value(forKey: "entitlement/changed/\(id)"))
        #expect(String(decoding: mark, as: UTF8.self) == "60")
    }

    @Test("When a change cannot be noted the cache is not believed for half a minute")
    func distrust() async throws {
        try await put(generation: 5)
        cache.mood = .down
        #expect(await entitlements.changed(id, generation: 6) == false)
        cache.mood = .well
        #expect(await cached() == nil)
        time.advance(by: .seconds(29))
        #expect(await cached() == nil)
        time.advance(by: .seconds(1))
        #expect(await cached()?.generation == 5)
    }
}
