import FoundationEssentials
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming
import Synchronization

/// Entitlements of the database. Who asks by name, as every opening does, may be served from the cache between the
/// components; who asks by id, as every renewal does, never is: so a change acts with the next renewal even where
/// nobody was told of it.
///
/// A change leaves the generation it happened at; whatever was read before it is not believed. So a slow reader that
/// puts an old state into the cache after the change does no harm. Where that could not be left, this node asks the
/// database only, until what others may have put into the cache is surely gone.
final class StoredEntitlements: EntitlementSource {
    private let database: any Database
    private let cache: any Cache
    private let clock: StreavClock
    private let distrustedUntil = Mutex<MonotonicInstant?>(nil)

    /// How long a reading stays in the cache: what a node believes of a subscriber must not grow older by it than a
    /// tick of expiry. The marks of changes stay longer, so that no reading outlives its mark.
    private static let readingLife: Duration = .seconds(1)
    private static let markLife: Duration = .seconds(120)
    /// A cache that takes longer counts as away: an opening waits for it no more.
    private static let cacheBudget: Duration = .milliseconds(50)
    /// How long the cache is not believed after a change could not be noted in it.
    private static let distrust: Duration = .seconds(30)
    /// Writers of one mark at a time that the last of them comes through.
    private static let markAttempts = 8

    init(database: any Database, cache: any Cache, clock: StreavClock) {
        self.database = database
        self.cache = cache
        self.clock = clock
    }

    func entitlement(forUsername username: String) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        guard isCacheTrusted else { return try await read { try $0.entitlements.find(username: username) } }
        let key = "entitlement/name/\(username)"
        let answer = await bounded { await self.cached(key) }
        if let cached = answer ?? nil { return cached }
        let found = try await read { try $0.entitlements.find(username: username) }
        // A cache that did not answer is not kept waiting for a second time.
        if answer != nil, let found, let bytes = try? JSONEncoder().encode(found) {
            await bounded {
                try? await self.cache.set([UInt8](bytes), forKey: key, timeToLive: Self.readingLife)
            }
        }
        return found
    }

    func entitlement(of id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await read { try $0.entitlements.find(id) }
    }

    private func read(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> SubscriberEntitlement?
    ) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        do {
            return try await database.read(body)
        } catch {
            // The text of a database error may quote values; the code says enough.
            let code = (error as? DatabaseError).map { "\($0.code)" } ?? "failed"
            throw EntitlementUnavailable("the database cannot be read (\(code))")
        }
    }

    /// Nil when the cache took too long.
    @discardableResult
    private func bounded<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? {
        await TimeBudget.run(Self.cacheBudget, clock: clock, work)
    }

    /// A cache that is away is a miss: the database answers.
    private func cached(_ key: String) async -> SubscriberEntitlement? {
        guard let bytes = try? await cache.value(forKey: key),
            let entitlement = try? JSONDecoder().decode(SubscriberEntitlement.self, from: Data(bytes))
        else { return nil }
        // The marks are read after the reading: a change in between is seen.
        async let ownMark = cache.value(forKey: Self.mark(of: entitlement.id))
        async let commonMark = cache.value(forKey: Self.commonMark)
        guard let marks = try? await [ownMark, commonMark] else { return nil }
        return marks.allSatisfy { entitlement.generation >= Self.generation($0) } ? entitlement : nil
    }

    /// What was read of the subscriber before `generation` is not believed any longer.
    ///
    /// - Returns: False when that could not be noted in the cache: to be tried again.
    func changed(_ id: SubscriberID, generation: Int64) async -> Bool {
        await note(generation, at: Self.mark(of: id))
    }

    /// The same of every subscriber, as when a bundle changes.
    func everythingChanged(generation: Int64) async -> Bool {
        await note(generation, at: Self.commonMark)
    }

    private func note(_ generation: Int64, at key: String) async -> Bool {
        if await bounded({ await self.leave(generation, at: key) }) == true { return true }
        let until = clock.monotonicNow + Self.distrust
        distrustedUntil.withLock { $0 = until }
        return false
    }

    private var isCacheTrusted: Bool {
        guard let until = distrustedUntil.withLock({ $0 }) else { return true }
        return clock.monotonicNow >= until
    }

    /// Raises the mark, never lowers it, whoever else writes it at the same time.
    private func leave(_ generation: Int64, at key: String) async -> Bool {
        let bytes = Array("\(generation)".utf8)
        do {
            for _ in 0..<Self.markAttempts {
                guard let present = try await cache.value(forKey: key) else {
                    if try await cache.setIfAbsent(bytes, forKey: key, timeToLive: Self.markLife) { return true }
                    continue
                }
                if Self.generation(present) >= generation { return true }
                let isReplaced = try await cache.compareAndReplace(
                    present, with: bytes, forKey: key, timeToLive: Self.markLife)
                if isReplaced { return true }
            }
        } catch {
            return false
        }
        return false
    }

    /// Of a mark; without one nothing changed.
    private static func generation(_ mark: [UInt8]?) -> Int64 {
        mark.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    }

    private static let commonMark = "entitlement/changed/all"

    private static func mark(of id: SubscriberID) -> String { "entitlement/changed/\(id)" }
}
