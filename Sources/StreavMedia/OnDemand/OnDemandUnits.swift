/// Walks the units of a segment, those of all its lanes, in the order of decoding.
struct OnDemandUnits {
    private var readers: [OnDemandLaneReader]
    private var heads: [OnDemandUnit?]

    init(_ readers: [OnDemandLaneReader]) {
        self.readers = readers
        heads = self.readers.indices.map { _ in nil }
        for index in self.readers.indices { heads[index] = self.readers[index].next() }
    }

    mutating func next() -> OnDemandUnit? {
        var chosen: Int?
        for (index, head) in heads.enumerated() {
            guard let head else { continue }
            if let best = chosen, let other = heads[best], other.decodeTime <= head.decodeTime { continue }
            chosen = index
        }
        guard let chosen else { return nil }
        let unit = heads[chosen]
        heads[chosen] = readers[chosen].next()
        return unit
    }
}
