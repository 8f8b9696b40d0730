/// A set of ids as one sorted array: 4 bytes an id, and equal sets of many subscribers can share memory.
public struct IdentifierSet<Entity>: Hashable, Sendable {
    /// In ascending order, none twice.
    public let ids: [Identifier<Entity>]

    public static var empty: IdentifierSet { IdentifierSet([]) }

    public init(_ ids: some Sequence<Identifier<Entity>>) {
        var sorted: [Identifier<Entity>] = []
        for id in ids.sorted() where id != sorted.last { sorted.append(id) }
        self.ids = sorted
    }

    public var count: Int { ids.count }

    public func contains(_ id: Identifier<Entity>) -> Bool {
        var range = 0..<ids.count
        while let first = range.first {
            let middle = first + range.count / 2
            if ids[middle] == id { return true }
            range = ids[middle] < id ? (middle + 1)..<range.upperBound : first..<middle
        }
        return false
    }
}

public typealias LiveStreamSet = IdentifierSet<Entities.LiveStream>
public typealias OnDemandStreamSet = IdentifierSet<Entities.OnDemandStream>

extension IdentifierSet: Codable, ExpressibleByArrayLiteral {
    public init(arrayLiteral ids: Identifier<Entity>...) {
        self.init(ids)
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([Identifier<Entity>].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ids)
    }
}
