/// What a cache must answer, as plainly as it can be said: no indexes, no collecting. Time in whole milliseconds.
struct CacheModel {
    var now = 0
    private var values: [String: (value: [UInt8], expiry: Int?)] = [:]
    private var pools: [String: [String: Int]] = [:]

    func value(_ key: String) -> [UInt8]? {
        guard let entry = values[key], entry.expiry.map({ $0 > now }) ?? true else { return nil }
        return entry.value
    }

    mutating func set(_ key: String, _ value: [UInt8], _ life: Int?) {
        values[key] = (value, life.map { now + $0 })
    }

    mutating func setIfAbsent(_ key: String, _ value: [UInt8], _ life: Int?) -> Bool {
        guard self.value(key) == nil else { return false }
        set(key, value, life)
        return true
    }

    mutating func replace(_ key: String, _ expected: [UInt8], _ value: [UInt8]?, _ life: Int?) -> Bool {
        guard self.value(key) == expected else { return false }
        if let value { set(key, value, life) } else { values[key] = nil }
        return true
    }

    /// nil: not a number.
    mutating func increment(_ key: String, _ amount: Int64, _ life: Int?) -> Int64? {
        guard let present = value(key) else {
            set(key, Array("\(amount)".utf8), life)
            return amount
        }
        guard let number = Int64(String(decoding: present, as: UTF8.self)) else { return nil }
        values[key]?.value = Array("\(number + amount)".utf8)
        return number + amount
    }

    mutating func remove(_ key: String) -> Bool {
        let wasPresent = value(key) != nil
        values[key] = nil
        return wasPresent
    }

    func members(_ pool: String) -> Set<String> {
        Set((pools[pool] ?? [:]).filter { $0.value > now }.keys)
    }

    /// True and the count when granted.
    mutating func lease(
        _ member: String, _ pool: String, _ limit: Int, _ life: Int, _ replaced: String?
    ) -> (Bool, Int) {
        var present = (pools[pool] ?? [:]).filter { $0.value > now }
        defer { pools[pool] = present }
        if present[member] == nil {
            if let replaced, present[replaced] != nil {
                present[replaced] = nil
            } else if present.count >= limit {
                return (false, present.count)
            }
        }
        present[member] = now + life
        return (true, present.count)
    }

    mutating func release(_ member: String, _ pool: String) -> Bool {
        let wasPresent = members(pool).contains(member)
        pools[pool]?[member] = nil
        return wasPresent
    }
}
