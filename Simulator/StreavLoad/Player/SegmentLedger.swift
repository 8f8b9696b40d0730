/// What the bytes of a rendition's segments were, whoever fetched them: the same number must always bring the same.
///
/// Bounded: the oldest entries go first.
public struct SegmentLedger: Sendable {
    /// Segments that are remembered.
    public let capacity: Int
    private var contents: [Int64: SegmentContent] = [:]
    /// A ring of the numbers in the order of their coming.
    private var order: [Int64] = []
    private var oldest = 0

    /// - Parameter capacity: 1 or more.
    public init(capacity: Int = 512) {
        precondition(capacity >= 1, "a ledger remembers something")
        self.capacity = capacity
    }

    /// What is known of a segment.
    public func content(of mediaSequence: Int64) -> SegmentContent? { contents[mediaSequence] }

    /// Compares with what is known, and remembers what is not.
    public mutating func record(mediaSequence: Int64, _ content: SegmentContent) -> OracleViolation? {
        if let known = contents[mediaSequence] {
            let isSame = known.hash == content.hash && known.bytes == content.bytes
            return isSame ? nil : .rewritten(mediaSequence: mediaSequence)
        }
        if order.count < capacity {
            order.append(mediaSequence)
        } else {
            contents[order[oldest]] = nil
            order[oldest] = mediaSequence
            oldest = (oldest + 1) % capacity
        }
        contents[mediaSequence] = content
        return nil
    }
}
