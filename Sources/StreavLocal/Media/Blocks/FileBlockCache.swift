import Glibc
public import NIOCore
import StreavDomain
public import StreavPorts
import Synchronization

/// Blocks as files of a folder that nobody else uses. It begins empty: blocks of an earlier process are removed.
///
/// What a file was when it was written is kept in memory, and a file that is another one by now, or cut, counts as
/// gone. A block that is being sent when it has to go takes its space until it is sent.
public final class FileBlockCache: MediaBlockCache {
    /// Files that are read and written at once off the cooperative pool.
    public static let lanes = 4

    private struct State: Sendable {
        /// With the version of each block's file.
        var ledger: BlockLedger<String>
        var failures = 0
    }

    public let limit: Int
    private let folder: BlockFolder
    private let lane: BlockingLane
    private let state: Mutex<State>

    /// - Parameters:
    ///   - folder: An absolute path; made if it is not there.
    ///   - limit: Of all blocks together, in bytes.
    ///   - isOnCaller: Reads and writes on the calling thread, for a run in virtual time.
    /// - Throws: `unavailable`, with why the folder cannot be used.
    public init(folder: String, limit: Int, isOnCaller: Bool = false) throws(MediaStoreError) {
        self.limit = limit
        self.folder = try BlockFolder(path: folder)
        lane = BlockingLane("blocks", width: isOnCaller ? nil : Self.lanes)
        state = Mutex(State(ledger: BlockLedger(limit: limit)))
        self.folder.clear()
    }

    public var heldBytes: Int { state.withLock { $0.ledger.bytes } }

    /// Blocks that could not be written, or were not as they had been written.
    public var failures: Int { state.withLock { $0.failures } }

    public func block(_ id: MediaBlockID) async -> FilePiece? {
        guard let version = state.withLock({ $0.ledger.use(id) }) else { return nil }
        return await lane.run(slot: slot(id)) { [self] in
            guard let handle = opened(id, version) else { return nil }
            return .part(handle, 0..<handle.file.size)
        }
    }

    public func bytes(_ range: Range<Int>, of id: MediaBlockID) async -> ByteBuffer? {
        guard let version = state.withLock({ $0.ledger.use(id) }) else { return nil }
        return await lane.run(slot: slot(id)) { [self] in
            guard let handle = opened(id, version), Int64(range.upperBound) <= handle.file.size else { return nil }
            guard let bytes = folder.read(range, of: handle.descriptor), handle.isUnchanged else {
                drop(id, version)
                return nil
            }
            return bytes
        }
    }

    public func keep(_ bytes: ByteBuffer, as id: MediaBlockID) async -> FilePiece? {
        guard bytes.readableBytes > 0, bytes.readableBytes <= limit else { return nil }
        return await lane.run(slot: slot(id)) { [self] in
            // The room is made before it is used; what is asked for meanwhile is not there yet.
            let gone = state.withLock { $0.ledger.add(id, bytes: bytes.readableBytes, note: "") }
            for old in gone ?? [] where !old.note.isEmpty { folder.remove(old.id.name) }
            guard let handle = folder.write(bytes, as: id.name) else {
                state.withLock { state in
                    state.failures += 1
                    if state.ledger.note(of: id)?.isEmpty == true { state.ledger.remove(id) }
                }
                return nil
            }
            state.withLock { state in
                // Others may have needed the room meanwhile.
                guard state.ledger.note(of: id)?.isEmpty == true else { return folder.remove(id.name) }
                for old in state.ledger.add(id, bytes: bytes.readableBytes, note: handle.file.version) ?? []
                where !old.note.isEmpty {
                    folder.remove(old.id.name)
                }
            }
            return .part(handle, 0..<handle.file.size)
        }
    }

    /// One block's calls follow each other.
    private func slot(_ id: MediaBlockID) -> Int { id.hashValue }

    private func opened(_ id: MediaBlockID, _ version: String) -> MediaHandle? {
        guard !version.isEmpty else { return nil }
        guard let handle = folder.open(id.name), handle.file.version == version else {
            drop(id, version)
            return nil
        }
        return handle
    }

    private func drop(_ id: MediaBlockID, _ version: String) {
        state.withLock { state in
            guard state.ledger.note(of: id) == version else { return }
            state.failures += 1
            state.ledger.remove(id)
            folder.remove(id.name)
        }
    }
}
