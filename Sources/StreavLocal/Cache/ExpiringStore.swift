import StreavPorts

/// Values by key, each with its cost and perhaps an expiry. Pure: told the time, it has none of its own.
///
/// An expired entry is never seen; its memory is freed when ``collect(expiredBy:atMost:)`` comes to it, earliest first.
struct ExpiringStore<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        var value: Value
        var cost: Int
        var handle: DeadlineQueue<String>.Handle?
    }

    private var entries: [String: Entry] = [:]
    private var deadlines = DeadlineQueue<String>()
    private(set) var cost = 0

    /// Expired entries that are not collected yet included.
    var count: Int { entries.count }

    /// The same, in no particular order.
    var keys: [String] { Array(entries.keys) }

    func value(forKey key: String, at now: MonotonicInstant) -> Value? {
        guard let entry = entries[key], !isExpired(entry, at: now) else { return nil }
        return entry.value
    }

    /// nil when the entry is absent or stays until removed.
    func expiry(ofKey key: String, at now: MonotonicInstant) -> MonotonicInstant? {
        guard let entry = entries[key], !isExpired(entry, at: now) else { return nil }
        return entry.handle.flatMap(deadlines.deadline)
    }

    /// By how much the cost and the number of entries would rise.
    func growth(settingKey key: String, cost: Int) -> (cost: Int, entries: Int) {
        guard let present = entries[key] else { return (cost, 1) }
        return (cost - present.cost, 0)
    }

    /// - Parameter expiry: nil keeps the entry until it is removed.
    mutating func set(_ value: Value, forKey key: String, cost: Int, expiry: MonotonicInstant?) {
        let present = entries[key]
        self.cost += cost - (present?.cost ?? 0)
        entries[key] = Entry(value: value, cost: cost, handle: reschedule(key, present?.handle, expiry))
    }

    /// Returns the value that was visible at `now`.
    @discardableResult
    mutating func remove(_ key: String, at now: MonotonicInstant) -> Value? {
        guard let entry = entries.removeValue(forKey: key) else { return nil }
        let wasVisible = !isExpired(entry, at: now)
        cost -= entry.cost
        if let handle = entry.handle { deadlines.remove(handle) }
        return wasVisible ? entry.value : nil
    }

    /// Frees at most `limit` expired entries; returns how many it freed.
    @discardableResult
    mutating func collect(expiredBy now: MonotonicInstant, atMost limit: Int) -> Int {
        var collected = 0
        while collected < limit, let key = deadlines.popFirst(dueBy: now) {
            cost -= entries.removeValue(forKey: key)?.cost ?? 0
            collected += 1
        }
        return collected
    }

    private func isExpired(_ entry: Entry, at now: MonotonicInstant) -> Bool {
        guard let handle = entry.handle, let expiry = deadlines.deadline(of: handle) else { return false }
        return expiry <= now
    }

    private mutating func reschedule(
        _ key: String, _ handle: DeadlineQueue<String>.Handle?, _ expiry: MonotonicInstant?
    ) -> DeadlineQueue<String>.Handle? {
        switch (handle, expiry) {
        case (nil, nil):
            return nil
        case (nil, let expiry?):
            return deadlines.insert(key, at: expiry)
        case (let handle?, nil):
            deadlines.remove(handle)
            return nil
        case (let handle?, let expiry?):
            deadlines.move(handle, to: expiry)
            return handle
        }
    }
}
