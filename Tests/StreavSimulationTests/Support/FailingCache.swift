import StreavPorts
import Synchronization

/// A cache that can be taken away, or answer late.
final class FailingCache: Cache {
    enum Mood: Sendable {
        case well
        case down
        case late(Duration)
    }

    let inner: any Cache
    private let clock: StreavClock
    private let state = Mutex(Mood.well)

    init(_ inner: any Cache, clock: StreavClock) {
        self.inner = inner
        self.clock = clock
    }

    var mood: Mood {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    private func enter() async throws(CacheError) -> any Cache {
        switch mood {
        case .well: break
        case .down: throw CacheError(.unavailable, "down")
        case .late(let delay):
            do {
                try await clock.sleep(for: delay)
            } catch {
                throw CacheError(.timedOut, "cancelled")
            }
        }
        return inner
    }

    func value(forKey key: String) async throws(CacheError) -> [UInt8]? {
        try await enter().value(forKey: key)
    }

    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        try await enter().set(value, forKey: key, timeToLive: timeToLive)
    }

    func setIfAbsent(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) -> Bool {
        try await enter().setIfAbsent(value, forKey: key, timeToLive: timeToLive)
    }

    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try await enter().compareAndReplace(expected, with: value, forKey: key, timeToLive: timeToLive)
    }

    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        try await enter().increment(key, by: amount, timeToLive: timeToLive)
    }

    func remove(_ key: String) async throws(CacheError) -> Bool {
        try await enter().remove(key)
    }

    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        try await enter().lease(member, in: pool, limit: limit, timeToLive: timeToLive, replacing: replaced)
    }

    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try await enter().release(member, in: pool)
    }

    func members(of pool: String) async throws(CacheError) -> [String] {
        try await enter().members(of: pool)
    }
}
