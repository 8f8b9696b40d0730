public import NIOCore
public import StreavPorts
import Synchronization

/// Blocks in memory.
public final class MemoryBlockCache: MediaBlockCache {
    private let ledger: Mutex<BlockLedger<ByteBuffer>>
    public let limit: Int

    /// - Parameter limit: Of all blocks together, in bytes; 0 keeps none.
    public init(limit: Int) {
        self.limit = limit
        ledger = Mutex(BlockLedger(limit: limit))
    }

    public var heldBytes: Int { ledger.withLock { $0.bytes } }

    public func block(_ id: MediaBlockID) async -> FilePiece? {
        ledger.withLock { $0.use(id) }.map { .bytes($0) }
    }

    public func bytes(_ range: Range<Int>, of id: MediaBlockID) async -> ByteBuffer? {
        guard let whole = ledger.withLock({ $0.use(id) }), range.upperBound <= whole.readableBytes else { return nil }
        return whole.getSlice(at: whole.readerIndex + range.lowerBound, length: range.count)
    }

    public func keep(_ bytes: ByteBuffer, as id: MediaBlockID) async -> FilePiece? {
        // A slice would hold all that it was cut from.
        let own = ByteBuffer(bytes: bytes.readableBytesView)
        guard ledger.withLock({ $0.add(id, bytes: own.readableBytes, note: own) }) != nil else { return nil }
        return .bytes(own)
    }
}
