import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@testable import StreavStreaming

@Suite("What a node knows of subscribers")
struct EntitlementCacheTests {
    private let clock = ManualClock()
    private let source = TestEntitlements()

    private func cache(_ configure: (inout SessionConfiguration) -> Void = { _ in }) -> EntitlementCache {
        var configuration = SessionConfiguration()
        configure(&configuration)
        return EntitlementCache(source: source, clock: .manual(clock), configuration: configuration)
    }

    private func subscriber(_ id: Int32, name: String? = nil, generation: Int64 = 0) -> SubscriberEntitlement {
        SubscriberEntitlement(
            id: SubscriberID(id), username: name ?? "user\(id)", accessTokenHash: [], generation: generation)
    }

    @Test("A reading is believed for ten seconds, by name and by id")
    func freshness() async throws {
        let cache = cache()
        source.set(subscriber(1))
        for _ in 0..<5 {
            #expect(try await cache.entitlement(forUsername: "user1", maximumAge: .seconds(10))?.id.rawValue == 1)
            #expect(try await cache.entitlement(of: SubscriberID(1))?.username == "user1")
        }
        #expect(source.readings == 1)
        clock.advance(by: .seconds(10))
        _ = try await cache.entitlement(of: SubscriberID(1))
        #expect(source.readings == 2)
    }

    @Test("A parallel crowd makes one reading")
    func singleFlight() async throws {
        let cache = cache()
        source.set(subscriber(1))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { _ = try? await cache.entitlement(forUsername: "user1", maximumAge: .seconds(10)) }
            }
        }
        #expect(source.readings == 1)
    }

    @Test("Unknown is believed for a second, and impossible names are never asked for")
    func unknown() async throws {
        let cache = cache()
        for name in ["", "a b", "ä", "a/b", "UPPER", String(repeating: "a", count: 256)] {
            #expect(try await cache.entitlement(forUsername: name, maximumAge: .seconds(10)) == nil)
        }
        #expect(source.readings == 0)
        for _ in 0..<3 { #expect(try await cache.entitlement(forUsername: "new", maximumAge: .seconds(10)) == nil) }
        #expect(source.readings == 1)
        source.set(subscriber(2, name: "New"))
        clock.advance(by: .seconds(1))
        #expect(try await cache.entitlement(forUsername: "new", maximumAge: .seconds(10))?.id.rawValue == 2)
    }

    @Test("What was read serves on while nobody can be asked; what was not is unavailable")
    func unavailable() async throws {
        let cache = cache()
        source.set(subscriber(1))
        _ = try await cache.entitlement(of: SubscriberID(1))
        source.isDown = true
        clock.advance(by: .seconds(3600))
        #expect(try await cache.entitlement(of: SubscriberID(1))?.username == "user1")
        await #expect(throws: EntitlementUnavailable.self) { try await cache.entitlement(of: SubscriberID(2)) }
    }

    @Test("An invalidation makes the next question ask; an older generation never replaces a newer one")
    func generations() async throws {
        let cache = cache()
        source.set(subscriber(1, generation: 5))
        _ = try await cache.entitlement(of: SubscriberID(1))
        var changed = subscriber(1, generation: 6)
        changed.status = .banned
        source.set(changed)
        cache.invalidate(SubscriberID(1))
        #expect(try await cache.entitlement(of: SubscriberID(1))?.status == .banned)
        source.set(subscriber(1, generation: 5))
        cache.invalidate(SubscriberID(1))
        #expect(try await cache.entitlement(of: SubscriberID(1))?.status == .banned)
    }

    @Test("A renamed subscriber is not found by the old name any longer")
    func renamed() async throws {
        let cache = cache()
        source.set(subscriber(1, name: "old"))
        #expect(try await cache.entitlement(forUsername: "old", maximumAge: .seconds(10)) != nil)
        source.set(subscriber(1, name: "new", generation: 1))
        cache.invalidateAll()
        #expect(try await cache.entitlement(of: SubscriberID(1))?.username == "new")
        #expect(try await cache.entitlement(forUsername: "old", maximumAge: .seconds(10)) == nil)
    }

    @Test("Memory is bounded, however many subscribers ask")
    func bound() async throws {
        let cache = cache { $0.entitlementCapacity = 10 }
        for id in 1...100 {
            source.set(subscriber(Int32(id)))
            _ = try await cache.entitlement(of: SubscriberID(Int32(id)))
        }
        #expect(cache.count == 10)
        #expect(try await cache.entitlement(forUsername: "user1", maximumAge: .seconds(10))?.id.rawValue == 1)
    }

    @Test("A silent source keeps a few waiting, then nobody; it is tried again each second")
    func silence() async throws {
        let cache = cache()
        source.set(subscriber(1))
        _ = try await cache.entitlement(of: SubscriberID(1))
        source.isSilent = true
        clock.advance(by: .seconds(10))
        for _ in 0..<2 {
            async let reading = cache.entitlement(of: SubscriberID(1))
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(2))
            #expect(try await reading?.username == "user1")
        }
        // Two failures over more than a second: nobody is asked, and nobody waits.
        let readings = source.readings
        #expect(try await cache.entitlement(of: SubscriberID(1))?.username == "user1")
        await #expect(throws: EntitlementUnavailable.self) { try await cache.entitlement(of: SubscriberID(2)) }
        await #expect(throws: EntitlementUnavailable.self) { try await cache.refreshed(SubscriberID(1)) }
        #expect(source.readings == readings)
        source.isSilent = false
        clock.advance(by: .seconds(1))
        #expect(try await cache.refreshed(SubscriberID(1))?.username == "user1")
        #expect(source.readings == readings + 1)
    }
}
