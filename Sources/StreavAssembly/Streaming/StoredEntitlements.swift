import FoundationEssentials
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// Entitlements from the cache between the components, filled from the database on a miss.
///
/// A change leaves the generation it happened at; whatever was read before it is not believed. So a slow reader that
/// puts an old state into the cache after the change does no harm.
struct StoredEntitlements: EntitlementSource {
    let database: any Database
    let cache: any Cache

    /// How long a reading stays in the cache. The marks of changes stay longer, so that no reading outlives its mark.
    private static let readingLife: Duration = .seconds(30)
    private static let markLife: Duration = .seconds(120)

    func entitlement(forUsername username: String) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await entitlement(key: "entitlement/name/\(username)") { connection in
            try connection.entitlements.find(username: username)
        }
    }

    func entitlement(of id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await entitlement(key: "entitlement/id/\(id)") { connection in
            try connection.entitlements.find(id)
        }
    }

    private func entitlement(
        key: String, _ read: @escaping @Sendable (any DatabaseConnection) throws -> SubscriberEntitlement?
    ) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        if let cached = await cached(key) { return cached }
        let found: SubscriberEntitlement?
        do {
            found = try await database.read(read)
        } catch {
            // The text of a database error may quote values; the code says enough.
            let code = (error as? DatabaseError).map { "\($0.code)" } ?? "failed"
            throw EntitlementUnavailable("the database cannot be read (\(code))")
        }
        if let found, let bytes = try? JSONEncoder().encode(found) {
            try? await cache.set([UInt8](bytes), forKey: key, timeToLive: Self.readingLife)
        }
        return found
    }

    /// A cache that is away is a miss: the database answers.
    private func cached(_ key: String) async -> SubscriberEntitlement? {
        guard let bytes = try? await cache.value(forKey: key),
            let entitlement = try? JSONDecoder().decode(SubscriberEntitlement.self, from: Data(bytes))
        else { return nil }
        do {
            for mark in [Self.mark(of: entitlement.id), Self.commonMark] {
                let value = try await cache.value(forKey: mark)
                let generation = value.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
                if entitlement.generation < generation { return nil }
            }
        } catch {
            return nil
        }
        return entitlement
    }

    /// What was read of the subscriber before `generation` is not believed any longer.
    func changed(_ id: SubscriberID, generation: Int64) async {
        await leave(generation, at: Self.mark(of: id))
    }

    /// The same of every subscriber, as when a bundle changes.
    func everythingChanged(generation: Int64) async {
        await leave(generation, at: Self.commonMark)
    }

    private func leave(_ generation: Int64, at key: String) async {
        let present = (try? await cache.value(forKey: key)).flatMap { $0 }
        let known = present.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
        guard generation > known else { return }
        try? await cache.set(Array("\(generation)".utf8), forKey: key, timeToLive: Self.markLife)
    }

    private static let commonMark = "entitlement/changed/all"

    private static func mark(of id: SubscriberID) -> String { "entitlement/changed/\(id)" }
}
