import StreavPorts

/// What a ``MemoryCache`` holds and the rules of its writes. Pure: every operation is told the time.
struct MemoryCacheState: Sendable {
    /// How many expired entries each write frees beyond what it needs itself, so that a write costs about the same
    /// whatever has piled up, and more is freed than is written.
    static let collectedPerWrite = 16

    let limits: MemoryCacheLimits
    private var values = ExpiringStore<[UInt8]>()
    private var pools = ExpiringStore<LeasePool>()

    init(limits: MemoryCacheLimits) {
        self.limits = limits
    }

    var bytes: Int { values.cost + pools.cost }
    var entries: Int { values.count + pools.count }

    func value(forKey key: String, at now: MonotonicInstant) -> [UInt8]? {
        values.value(forKey: key, at: now)
    }

    mutating func set(
        _ value: [UInt8], forKey key: String, at now: MonotonicInstant, expiry: MonotonicInstant?
    ) throws(CacheError) {
        collect(at: now)
        let cost = Self.cost(of: key) + value.count
        let growth = values.growth(settingKey: key, cost: cost)
        try makeRoom(cost: growth.cost, entries: growth.entries, at: now)
        values.set(value, forKey: key, cost: cost, expiry: expiry)
    }

    mutating func increment(
        _ key: String, by amount: Int64, at now: MonotonicInstant, expiryWhenCreated: MonotonicInstant?
    ) throws(CacheError) -> Int64 {
        let present = values.value(forKey: key, at: now)
        let number = try present.map { value throws(CacheError) in try Self.number(value) } ?? 0
        let (sum, overflow) = number.addingReportingOverflow(amount)
        guard !overflow else { throw CacheError(.invalidArgument, "the number would not fit 64 bits") }
        let expiry = present == nil ? expiryWhenCreated : values.expiry(ofKey: key, at: now)
        try set(Array(String(sum).utf8), forKey: key, at: now, expiry: expiry)
        return sum
    }

    mutating func remove(_ key: String, at now: MonotonicInstant) -> Bool {
        values.remove(key, at: now) != nil
    }

    mutating func lease(
        _ member: String, in pool: String, limit: Int, at now: MonotonicInstant, expiry: MonotonicInstant,
        replacing replaced: String?
    ) throws(CacheError) -> LeaseOutcome {
        collect(at: now)
        if let growth = pools.value(forKey: pool, at: now)?.growth(leasing: member, replacing: replaced, at: now) {
            try makeRoom(cost: growth, entries: 0, at: now)
        } else {
            try makeRoom(cost: Self.cost(of: pool) + LeasePool.cost(of: member), entries: 1, at: now)
        }
        var changed = pools.remove(pool, at: now) ?? LeasePool()
        let outcome = changed.lease(member, limit: limit, now: now, expiry: expiry, replacing: replaced)
        keep(changed, pool)
        return outcome
    }

    mutating func release(_ member: String, in pool: String, at now: MonotonicInstant) -> Bool {
        guard var changed = pools.remove(pool, at: now) else { return false }
        let wasPresent = changed.release(member, now: now)
        keep(changed, pool)
        return wasPresent
    }

    func members(of pool: String, at now: MonotonicInstant) -> [String] {
        pools.value(forKey: pool, at: now)?.members(at: now) ?? []
    }

    func leases(inPoolsWithPrefix prefix: String, at now: MonotonicInstant) -> [String: Int] {
        var counts: [String: Int] = [:]
        for pool in pools.keys where pool.hasPrefix(prefix) {
            let count = members(of: pool, at: now).count
            if count > 0 { counts[pool] = count }
        }
        return counts
    }

    /// Puts a pool back. It was taken out to be changed, so that its tables are not copied.
    private mutating func keep(_ changed: LeasePool, _ pool: String) {
        guard !changed.isEmpty else { return }
        pools.set(changed, forKey: pool, cost: Self.cost(of: pool) + changed.cost, expiry: changed.lastExpiry)
    }

    private mutating func collect(at now: MonotonicInstant) {
        values.collect(expiredBy: now, atMost: Self.collectedPerWrite)
        pools.collect(expiredBy: now, atMost: Self.collectedPerWrite)
    }

    /// Frees expired entries as long as the write does not fit, so that none fails for what nobody can see any more.
    private mutating func makeRoom(cost: Int, entries added: Int, at now: MonotonicInstant) throws(CacheError) {
        func fits() -> Bool {
            (cost <= 0 || bytes + cost <= limits.bytes) && (added == 0 || entries + added <= limits.entries)
        }
        while !fits() {
            let collected =
                values.collect(expiredBy: now, atMost: Self.collectedPerWrite)
                + pools.collect(expiredBy: now, atMost: Self.collectedPerWrite)
            guard collected > 0 else {
                throw CacheError(
                    .outOfMemory,
                    "the cache holds \(entries) entries of \(limits.entries), \(bytes) bytes of \(limits.bytes)")
            }
        }
    }

    /// Reads `0`, or digits without a leading zero after an optional `-`, as Redis does.
    private static func number(_ value: [UInt8]) throws(CacheError) -> Int64 {
        let text = String(decoding: value, as: UTF8.self)
        guard let number = Int64(text), String(number) == text else {
            throw CacheError(.invalidArgument, "the value is no decimal 64-bit number")
        }
        return number
    }

    private static func cost(of key: String) -> Int { key.utf8.count + MemoryCacheLimits.entryOverhead }
}
