public import NIOCore
public import StreavPorts
import Synchronization

/// Media files below a folder of this machine, or of a file system mounted on it.
///
/// Nothing outside the folder can be named: keys are checked, every component is opened by itself without following
/// links, and facts and bytes come from the file that was opened.
public final class FileMediaStore: MediaStore {
    /// How many files are read at once off the cooperative pool.
    public static let readers = 4

    private let root: String
    private let lane: BlockingLane
    /// Spreads reads over the readers.
    private let turn = Atomic<Int>(0)

    /// - Parameters:
    ///   - root: The folder; read anew at each use, so that it may be mounted later.
    ///   - readsOnCaller: Reads on the calling thread, for a run in virtual time. Otherwise a slow disk never holds a
    ///     thread of the cooperative pool.
    public init(root: String, readsOnCaller: Bool = false) {
        self.root = root
        lane = BlockingLane("media", width: readsOnCaller ? nil : Self.readers)
    }

    public func file(forKey key: String) async throws(MediaStoreError) -> MediaFile? {
        let components = try MediaKey.components(of: key)
        return try await lane.run(slot: nextTurn()) { [root] () throws(MediaStoreError) in
            try OpenedFile.file(components, below: root)?.facts(key: key)
        }
    }

    public func open(_ key: String) async throws(MediaStoreError) -> MediaHandle? {
        let components = try MediaKey.components(of: key)
        return try await lane.run(slot: nextTurn()) { [root] () throws(MediaStoreError) in
            try OpenedFile.file(components, below: root)?.handle(key: key)
        }
    }

    public func read(
        _ range: Range<Int64>, ofKey key: String, version: String
    ) async throws(MediaStoreError) -> ByteBuffer {
        let components = try MediaKey.components(of: key)
        guard range.lowerBound >= 0, Int64(range.count) <= MediaStoreLimits.readBytes else {
            throw MediaStoreError(.invalidRange, "a read is 0 to \(MediaStoreLimits.readBytes) bytes")
        }
        return try await lane.run(slot: nextTurn()) { [root] () throws(MediaStoreError) in
            guard let file = try OpenedFile.file(components, below: root) else {
                throw MediaStoreError(.notFound, "there is no media file by that key")
            }
            let facts = file.facts(key: key)
            guard facts.version == version else {
                throw MediaStoreError(.changed, "the file is another one than was asked for")
            }
            guard range.upperBound <= facts.size else {
                throw MediaStoreError(.invalidRange, "the file ends at \(facts.size)")
            }
            return try file.read(range)
        }
    }

    public func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String] {
        guard (1...MediaStoreLimits.listedKeys).contains(limit) else {
            throw MediaStoreError(.invalidRange, "a listing has 1 to \(MediaStoreLimits.listedKeys) keys")
        }
        return try await lane.run(slot: nextTurn()) { [root] () throws(MediaStoreError) in
            var keys: [String] = []
            try MediaFolder(root: root, after: key, limit: limit).list([], into: &keys)
            return keys
        }
    }

    private func nextTurn() -> Int {
        turn.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
