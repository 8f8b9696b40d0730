import DequeModule
import NIOCore
import StreavPorts

/// The newest blocks of a channel: bounded in bytes and age, but always back to the newest random-access block.
///
/// A plain value: the channel holds one, and every event loop that serves the channel a mirror of it.
public struct TransportRing: Sendable {
    private var blocks: Deque<TransportBlock> = []
    private let byteLimit: Int
    private let ageLimit: Duration
    /// Bytes of all blocks held.
    public private(set) var byteCount = 0
    /// The sequence number of the newest block that a viewer can join at.
    public private(set) var newestRandomAccess: Int64?
    /// The sequence number that the next block will have.
    public private(set) var end: Int64 = 0
    /// Bytes of all blocks ever appended: the difference of two positions is the lag between them.
    private(set) var bytesAppended: Int64 = 0

    public init(byteLimit: Int, ageLimit: Duration) {
        self.byteLimit = byteLimit
        self.ageLimit = ageLimit
    }

    /// The sequence number of the oldest block held; ``end`` when there is none.
    public var start: Int64 { end - Int64(blocks.count) }

    public var isEmpty: Bool { blocks.isEmpty }

    public var newest: TransportBlock? { blocks.last }

    public subscript(sequence: Int64) -> TransportBlock? {
        let index = Int(sequence - start)
        return blocks.indices.contains(index) ? blocks[index] : nil
    }

    /// Appends a block, whose sequence number must be ``end`` (or any, in an empty mirror), and drops what is too old.
    public mutating func append(_ block: TransportBlock) {
        if blocks.isEmpty { end = block.sequence }
        precondition(block.sequence == end, "blocks of a ring are consecutive")
        blocks.append(block)
        end += 1
        byteCount += block.bytes.readableBytes
        bytesAppended += Int64(block.bytes.readableBytes)
        if block.isRandomAccess { newestRandomAccess = block.sequence }
        trim(now: block.published)
    }

    /// Drops everything, e.g. when the channel goes off air. ``end`` goes on counting.
    public mutating func removeAll() {
        blocks.removeAll()
        byteCount = 0
        newestRandomAccess = nil
    }

    /// The bytes from the start of block `sequence` to the end; nil when it is no longer held.
    public func bytes(from sequence: Int64) -> Int? {
        guard sequence >= start, sequence <= end else { return nil }
        // Lags are short in healthy viewers, so counting from the end beats keeping prefix sums.
        var total = 0
        var index = blocks.count - 1
        let first = Int(sequence - start)
        while index >= first {
            total += blocks[index].bytes.readableBytes
            index -= 1
        }
        return total
    }

    private mutating func trim(now: MonotonicInstant) {
        while let oldest = blocks.first {
            // The newest random-access block is where every new viewer starts, however long the group of pictures.
            if let keep = newestRandomAccess, oldest.sequence >= keep {
                guard byteCount > 4 * byteLimit else { return }
            } else if byteCount <= byteLimit, now - oldest.published <= ageLimit {
                return
            }
            blocks.removeFirst()
            byteCount -= oldest.bytes.readableBytes
            if oldest.sequence == newestRandomAccess { newestRandomAccess = nil }
        }
    }
}
