import StreavDomain
import StreavPorts

/// The places that sessions of this node hold, by subscriber: what the node decides by when it cannot ask the cache,
/// and the least there is when it can. Pure. The rules are those of the `Cache` port's leases.
struct LocalLeases: Sendable {
    private var pools: [SubscriberID: [String: MonotonicInstant]] = [:]

    /// What ``lease`` would say, without doing it.
    func outcome(
        _ member: String, in pool: SubscriberID, limit: Int, replacing replaced: String?, at now: MonotonicInstant
    ) -> LeaseOutcome {
        let present = members(of: pool, at: now)
        if present.contains(member) { return .granted(count: present.count) }
        if let replaced, present.contains(replaced) { return .granted(count: present.count) }
        return present.count < limit ? .granted(count: present.count + 1) : .full(count: present.count)
    }

    /// Writes down that `member` holds a place until `expiry`; `replaced` holds none any longer.
    mutating func hold(
        _ member: String, in pool: SubscriberID, until expiry: MonotonicInstant, replacing replaced: String?,
        at now: MonotonicInstant
    ) {
        var present = (pools[pool] ?? [:]).filter { $0.value > now }
        if let replaced { present[replaced] = nil }
        present[member] = expiry
        pools[pool] = present
    }

    mutating func release(_ member: String, in pool: SubscriberID) {
        pools[pool]?[member] = nil
        if pools[pool]?.isEmpty == true { pools[pool] = nil }
    }

    func members(of pool: SubscriberID, at now: MonotonicInstant) -> Set<String> {
        Set((pools[pool] ?? [:]).filter { $0.value > now }.keys)
    }

    var isEmpty: Bool { pools.isEmpty }
}
