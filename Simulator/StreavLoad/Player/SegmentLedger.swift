/// What the bytes of a rendition's segments were, whoever fetched them: the same number must always bring the same.
///
/// Bounded: the oldest entries go first.
public struct SegmentLedger: Sendable {
    /// Segments that are remembered.
    public let capacity: Int
    private var hashes: [Int64: UInt64] = [:]
    /// A ring of the numbers in the order of their coming.
    private var order: [Int64] = []
    private var oldest = 0

    /// - Parameter capacity: 1 or more.
    public init(capacity: Int = 512) {
        precondition(capacity >= 1, "a ledger remembers something")
        self.capacity = capacity
    }

    /// - Parameter hash: Of all the segment's bytes, by any function that is good enough, always the same one.
    public mutating func record(mediaSequence: Int64, hash: UInt64) -> OracleViolation? {
        if let known = hashes[mediaSequence] {
            return known == hash ? nil : .rewritten(mediaSequence: mediaSequence)
        }
        if order.count < capacity {
            order.append(mediaSequence)
        } else {
            hashes[order[oldest]] = nil
            order[oldest] = mediaSequence
            oldest = (oldest + 1) % capacity
        }
        hashes[mediaSequence] = hash
        return nil
    }
}
