import StreavPorts
import StreavScenario
import StreavStreaming

/// A cache with the guarantees of a server that is replicated, far away, and may fail: acknowledged writes can
/// be lost, answers come late or not at all, and what was asked may have been done although nobody said so.
///
/// What it is told to forget at a moment is done by ``FaultDriver``, on the cache itself.
struct WeakenedCache: Cache {
    let inner: any Cache
    let faults: FaultTimeline
    let watch: PlatformWatch
    let clock: StreavClock
    let entropy: any Entropy

    /// A call that takes longer is noted as a failure that the scenario did not want; nil: none is.
    var patience: Duration?
    /// Half of what a node waits before it counts alone: the rest may pass before and after.
    static let serverPatience = SessionConfiguration().cacheBudget / 2

    func value(forKey key: String) async throws(CacheError) -> [UInt8]? {
        try await reach()
        return try await ask { () async throws(CacheError) in try await inner.value(forKey: key) }
    }

    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        try await write { () async throws(CacheError) in
            try await inner.set(value, forKey: key, timeToLive: timeToLive)
        }
        if forgets() { try await inner.remove(key) }
    }

    func setIfAbsent(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) -> Bool {
        let isSet = try await write { () async throws(CacheError) in
            try await inner.setIfAbsent(value, forKey: key, timeToLive: timeToLive)
        }
        if isSet, forgets() { try await inner.remove(key) }
        return isSet
    }

    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        let isReplaced = try await write { () async throws(CacheError) in
            try await inner.compareAndReplace(expected, with: value, forKey: key, timeToLive: timeToLive)
        }
        if isReplaced, forgets() { try await inner.remove(key) }
        return isReplaced
    }

    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        let sum = try await write { () async throws(CacheError) in
            try await inner.increment(key, by: amount, timeToLive: timeToLive)
        }
        if forgets() { try await inner.remove(key) }
        return sum
    }

    func remove(_ key: String) async throws(CacheError) -> Bool {
        try await write { () async throws(CacheError) in try await inner.remove(key) }
    }

    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        let outcome = try await write { () async throws(CacheError) in
            try await inner.lease(member, in: pool, limit: limit, timeToLive: timeToLive, replacing: replaced)
        }
        watch.leased(outcome, in: pool, limit: limit)
        if case .granted = outcome, forgets() { try await inner.release(member, in: pool) }
        return outcome
    }

    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try await write { () async throws(CacheError) in try await inner.release(member, in: pool) }
    }

    func members(of pool: String) async throws(CacheError) -> [String] {
        try await reach()
        return try await ask { () async throws(CacheError) in try await inner.members(of: pool) }
    }

    /// Waits as long as the cache is slow, and fails while it is away.
    private func reach() async throws(CacheError) {
        try await delay()
        guard faults.active(.cacheLost, at: clock.monotonicNow) != nil else { return }
        faults.bite(.cacheLost)
        throw CacheError(.unavailable, "the cache is away, as the scenario wants it")
    }

    private func write<Value>(_ body: () async throws(CacheError) -> Value) async throws(CacheError) -> Value {
        try await delay()
        guard let outage = faults.active(.cacheLost, at: clock.monotonicNow) else { return try await ask(body) }
        faults.bite(.cacheLost)
        guard outage.age < Weakness.edge else {
            throw CacheError(.unavailable, "the cache is away, as the scenario wants it")
        }
        _ = try await ask(body)
        throw CacheError(.timedOut, "the cache went away before it answered, as the scenario wants it")
    }

    /// A server may fail as well, or be too slow for the nodes, without the scenario's wanting it.
    private func ask<Value>(_ body: () async throws(CacheError) -> Value) async throws(CacheError) -> Value {
        let began = clock.monotonicNow
        defer {
            if let patience, clock.monotonicNow - began > patience { watch.cacheFailed() }
        }
        do {
            return try await body()
        } catch {
            if error.code == .unavailable || error.code == .timedOut { watch.cacheFailed() }
            throw error
        }
    }

    private func delay() async throws(CacheError) {
        guard let slow = faults.active(.cacheSlow, at: clock.monotonicNow), let latency = slow.fault.latency else {
            return
        }
        faults.bite(.cacheSlow)
        do {
            try await clock.sleep(for: latency)
        } catch {
            throw CacheError(.timedOut, "the cache did not answer in time")
        }
    }

    /// Whether what was just acknowledged is lost.
    private func forgets() -> Bool {
        guard let fault = faults.active(.cacheForgetful, at: clock.monotonicNow)?.fault,
            entropy.unit() < fault.share ?? 0.1
        else { return false }
        faults.bite(.cacheForgetful)
        return true
    }
}
