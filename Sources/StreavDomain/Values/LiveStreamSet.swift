/// A set of live streams as one sorted array: 4 bytes a stream, and equal sets of many subscribers can share memory.
public struct LiveStreamSet: Hashable, Sendable {
    /// In ascending order, none twice.
    public let ids: [LiveStreamID]

    public static let empty = LiveStreamSet([])

    public init(_ ids: some Sequence<LiveStreamID>) {
        var sorted: [LiveStreamID] = []
        for id in ids.sorted() where id != sorted.last { sorted.append(id) }
        self.ids = sorted
    }

    public var count: Int { ids.count }

    public func contains(_ id: LiveStreamID) -> Bool {
        var range = 0..<ids.count
        while let first = range.first {
            let middle = first + range.count / 2
            if ids[middle] == id { return true }
            range = ids[middle] < id ? (middle + 1)..<range.upperBound : first..<middle
        }
        return false
    }
}

extension LiveStreamSet: Codable, ExpressibleByArrayLiteral {
    public init(arrayLiteral ids: LiveStreamID...) {
        self.init(ids)
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([LiveStreamID].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ids)
    }
}
