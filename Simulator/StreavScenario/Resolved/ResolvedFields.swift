/// Collects the keys of a table in their order.
struct ResolvedFields {
    private(set) var entries: [ResolvedValue.Entry] = []

    mutating func add(_ key: String, _ value: ResolvedValue?) {
        if let value { entries.append(ResolvedValue.Entry(key: key, value: value)) }
    }

    mutating func add(_ key: String, text: String?) { add(key, text.map(ResolvedValue.text)) }
    mutating func add(_ key: String, number: Int?) { add(key, number.map(ResolvedValue.number)) }
    mutating func add(_ key: String, number: Double?) { add(key, number.map(ResolvedValue.number)) }
    mutating func add(_ key: String, duration: Duration?) { add(key, duration.map(ResolvedValue.duration)) }

    var table: ResolvedValue { .table(entries) }
}
