/// A bounded table that forgets what was used longest ago. All operations take constant time.
struct LeastRecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Node: Sendable {
        var key: Key
        var value: Value
        /// Towards what was used more recently; `none` at the head.
        var newer: Int
        var older: Int
    }

    private static var none: Int { -1 }

    let capacity: Int
    private var places: [Key: Int] = [:]
    private var nodes: [Node] = []
    private var free: [Int] = []
    private var newest = -1
    private var oldest = -1

    /// - Parameter capacity: 1 or more.
    init(capacity: Int) {
        precondition(capacity >= 1, "a table of recent things holds at least one")
        self.capacity = capacity
    }

    var count: Int { places.count }

    /// Without counting as a use.
    func peek(_ key: Key) -> Value? {
        places[key].map { nodes[$0].value }
    }

    mutating func value(forKey key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        unlink(place)
        linkAsNewest(place)
        return nodes[place].value
    }

    /// Returns what had to be forgotten to make room.
    @discardableResult
    mutating func set(_ value: Value, forKey key: Key) -> (key: Key, value: Value)? {
        if let place = places[key] {
            nodes[place].value = value
            unlink(place)
            linkAsNewest(place)
            return nil
        }
        let forgotten = places.count == capacity ? remove(at: oldest) : nil
        let node = Node(key: key, value: value, newer: Self.none, older: Self.none)
        let place: Int
        if let reused = free.popLast() {
            place = reused
            nodes[place] = node
        } else {
            place = nodes.count
            nodes.append(node)
        }
        places[key] = place
        linkAsNewest(place)
        return forgotten
    }

    @discardableResult
    mutating func remove(_ key: Key) -> Value? {
        places[key].map { remove(at: $0).value }
    }

    /// Forgets what was used longest ago.
    @discardableResult
    mutating func removeOldest() -> (key: Key, value: Value)? {
        oldest == Self.none ? nil : remove(at: oldest)
    }

    /// Changes every value, none counting as used.
    mutating func updateAll(_ change: (inout Value) -> Void) {
        for place in places.values { change(&nodes[place].value) }
    }

    private mutating func remove(at place: Int) -> (key: Key, value: Value) {
        unlink(place)
        let node = nodes[place]
        places[node.key] = nil
        free.append(place)
        return (node.key, node.value)
    }

    private mutating func unlink(_ place: Int) {
        let node = nodes[place]
        if node.newer != Self.none { nodes[node.newer].older = node.older } else { newest = node.older }
        if node.older != Self.none { nodes[node.older].newer = node.newer } else { oldest = node.newer }
    }

    private mutating func linkAsNewest(_ place: Int) {
        nodes[place].newer = Self.none
        nodes[place].older = newest
        if newest != Self.none { nodes[newest].newer = place } else { oldest = place }
        newest = place
    }
}
