import Synchronization

/// Counters of one name told apart by labels, of which there is a bounded number.
///
/// Label values come from closed sets (a reason, a status class, a format), never from a request, a user or an address:
/// every set of values is a time series for ever. The bound is for the day when somebody forgets: sets beyond it count
/// under ``overflowValue``, so that totals stay right and memory stays bounded.
public final class LabelledCounter: Sendable {
    /// The value of every label in the set that takes what does not fit.
    public static let overflowValue = "other"
    /// Longer label values are cut here, in UTF-8 bytes.
    public static let valueBytes = 128

    public let labels: [String]
    public let limit: Int
    private let children = Mutex<[[String]: Counter]>([:])

    /// - Parameters:
    ///   - labels: 1 to 8 names of the form `[a-zA-Z_][a-zA-Z0-9_]*`.
    ///   - limit: The most label sets, the overflow set not counted; 1 to 10 000.
    public init(labels: [String], limit: Int = 100) {
        precondition((1...8).contains(labels.count), "a labelled counter has 1 to 8 labels")
        precondition(labels.allSatisfy(MetricName.isLabel), "a label name is [a-zA-Z_][a-zA-Z0-9_]*: \(labels)")
        precondition(Set(labels).count == labels.count, "a label is named once: \(labels)")
        precondition((1...10_000).contains(limit), "a labelled counter has 1 to 10 000 label sets")
        self.labels = labels
        self.limit = limit
    }

    /// The counter of one set of label values, in the order of ``labels``. Keep it where the path is hot: incrementing
    /// it takes no lock.
    public func counter(_ values: String...) -> Counter {
        counter(values)
    }

    public func counter(_ values: [String]) -> Counter {
        precondition(values.count == labels.count, "labels \(labels) take as many values, not \(values.count)")
        let key = values.map(Self.cut)
        return children.withLock { children in
            if let present = children[key] { return present }
            let overflow = [String](repeating: Self.overflowValue, count: labels.count)
            let isOverflowPresent = children[overflow] != nil
            let isFull = children.count - (isOverflowPresent ? 1 : 0) >= limit
            let place = isFull ? overflow : key
            if let present = children[place] { return present }
            let made = Counter()
            children[place] = made
            return made
        }
    }

    /// One more for this set of label values.
    public func increment(_ values: String..., by amount: Int = 1) {
        counter(values).increment(by: amount)
    }

    /// The sum over all label sets.
    public var total: UInt64 {
        children.withLock { $0.values.reduce(0) { $0 &+ $1.value } }
    }

    /// The present values, ordered by label values so that two scrapes list them alike.
    var samples: [MetricSample] {
        let present = children.withLock { $0.map { ($0.key, $0.value.value) } }
        return present.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map { values, count in
            MetricSample(labels: Array(zip(labels, values)), value: .integer(Int64(clamping: count)))
        }
    }

    /// Label values of any length, bounded.
    static func cut(_ value: String) -> String {
        guard value.utf8.count > valueBytes else { return value }
        var result = ""
        var bytes = 0
        for scalar in value.unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > valueBytes { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
