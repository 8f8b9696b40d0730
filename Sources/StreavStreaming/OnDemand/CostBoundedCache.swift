/// A table bounded by the sum of what its values cost, such as bytes: what was used longest ago goes first. A value
/// that costs more than all together may is not kept.
struct CostBoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let value: Value
        let cost: Int
    }

    let limit: Int
    private(set) var cost = 0
    private var entries: LeastRecentlyUsed<Key, Entry>

    /// - Parameters:
    ///   - limit: Of all costs together.
    ///   - capacity: Of values, however cheap.
    init(limit: Int, capacity: Int) {
        self.limit = limit
        entries = LeastRecentlyUsed(capacity: capacity)
    }

    var count: Int { entries.count }

    mutating func value(forKey key: Key) -> Value? {
        entries.value(forKey: key)?.value
    }

    mutating func set(_ value: Value, forKey key: Key, cost newCost: Int) {
        remove(key)
        guard newCost <= limit else { return }
        while cost + newCost > limit, let oldest = entries.removeOldest() { cost -= oldest.value.cost }
        if let forgotten = entries.set(Entry(value: value, cost: newCost), forKey: key) {
            cost -= forgotten.value.cost
        }
        cost += newCost
    }

    mutating func remove(_ key: Key) {
        if let present = entries.remove(key) { cost -= present.cost }
    }
}
