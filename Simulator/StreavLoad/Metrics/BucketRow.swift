/// Counts of the buckets between the lowest and the highest that hold something: equal contents are equal rows.
struct BucketRow: Sendable, Hashable {
    private(set) var firstIndex = 0
    private(set) var counts: [UInt64] = []

    /// The buckets that hold something, rising.
    var filled: [(index: Int, count: UInt64)] {
        counts.enumerated().compactMap { $1 == 0 ? nil : (firstIndex + $0, $1) }
    }

    mutating func add(_ number: UInt64, at index: Int) {
        cover(index...index)
        counts[index - firstIndex] += number
    }

    mutating func merge(_ other: BucketRow) {
        guard !other.counts.isEmpty else { return }
        cover(other.firstIndex...(other.firstIndex + other.counts.count - 1))
        let offset = other.firstIndex - firstIndex
        for (position, number) in other.counts.enumerated() { counts[offset + position] += number }
    }

    private mutating func cover(_ range: ClosedRange<Int>) {
        if counts.isEmpty {
            firstIndex = range.lowerBound
            counts = [UInt64](repeating: 0, count: range.count)
            return
        }
        if range.lowerBound < firstIndex {
            counts.insert(contentsOf: repeatElement(0, count: firstIndex - range.lowerBound), at: 0)
            firstIndex = range.lowerBound
        }
        let missing = range.upperBound - (firstIndex + counts.count - 1)
        if missing > 0 { counts.append(contentsOf: repeatElement(0, count: missing)) }
    }
}
