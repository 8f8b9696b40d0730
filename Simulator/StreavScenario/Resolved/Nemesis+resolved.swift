extension Nemesis {
    var resolved: ResolvedValue {
        var fields = ResolvedFields()
        fields.add(Self.key, text: pattern.rawValue)
        fields.add("from", duration: from)
        fields.add("to", duration: to)
        if pattern == .random { fields.add("every", duration: every) }
        fields.add("of", .list(words.map { .text($0.rawValue) }))
        return fields.table
    }
}
