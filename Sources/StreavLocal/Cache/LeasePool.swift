import StreavPorts

/// A bounded set whose members leave by themselves: the rules of ``Cache/lease(_:in:limit:timeToLive:replacing:)``.
struct LeasePool: Sendable {
    private var handles: [String: DeadlineQueue<String>.Handle] = [:]
    private var expiries = DeadlineQueue<String>()
    /// What the members cost, as ``MemoryCacheLimits`` counts.
    private(set) var cost = 0
    /// No member stays longer than until then.
    private(set) var lastExpiry: MonotonicInstant?

    var isEmpty: Bool { handles.isEmpty }

    private mutating func dropExpired(at now: MonotonicInstant) {
        while let member = expiries.popFirst(dueBy: now) {
            handles[member] = nil
            cost -= Self.cost(of: member)
        }
    }

    mutating func lease(
        _ member: String, limit: Int, now: MonotonicInstant, expiry: MonotonicInstant, replacing replaced: String?
    ) -> LeaseOutcome {
        dropExpired(at: now)
        if let handle = handles[member] {
            expiries.move(handle, to: expiry)
        } else if let replaced, release(replaced, now: now) {
            join(member, expiry)
        } else if handles.count < limit {
            join(member, expiry)
        } else {
            return .full(count: handles.count)
        }
        lastExpiry = max(lastExpiry ?? expiry, expiry)
        return .granted(count: handles.count)
    }

    /// True when the member was present.
    mutating func release(_ member: String, now: MonotonicInstant) -> Bool {
        dropExpired(at: now)
        guard let handle = handles.removeValue(forKey: member) else { return false }
        expiries.remove(handle)
        cost -= Self.cost(of: member)
        return true
    }

    /// Sorted, so that a run from a seed does not depend on the order of a hash table.
    func members(at now: MonotonicInstant) -> [String] {
        handles.keys.filter { contains($0, at: now) }.sorted()
    }

    func contains(_ member: String, at now: MonotonicInstant) -> Bool {
        guard let handle = handles[member], let expiry = expiries.deadline(of: handle) else { return false }
        return expiry > now
    }

    /// The most by which the cost rises when `member` is granted its lease; below zero when it falls.
    func growth(leasing member: String, replacing replaced: String?, at now: MonotonicInstant) -> Int {
        if contains(member, at: now) { return 0 }
        guard let replaced, contains(replaced, at: now) else { return Self.cost(of: member) }
        return Self.cost(of: member) - Self.cost(of: replaced)
    }

    private mutating func join(_ member: String, _ expiry: MonotonicInstant) {
        handles[member] = expiries.insert(member, at: expiry)
        cost += Self.cost(of: member)
    }

    static func cost(of member: String) -> Int { member.utf8.count + MemoryCacheLimits.entryOverhead }
}
