import NIOCore
import StreavLocal
import StreavPorts
import Synchronization

/// The fixtures' films, with every reading counted; one may be replaced, or none readable.
final class CountingStore: MediaStore {
    private struct State {
        var reads = 0
        var readBytes: Int64 = 0
        var versions: [String: String] = [:]
        var isDown = false
    }

    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/fixtures/movies"
    private let inner = FileMediaStore(root: CountingStore.folder)
    private let state = Mutex(State())

    var reads: Int { state.withLock { $0.reads } }
    var readBytes: Int64 { state.withLock { $0.readBytes } }

    /// The file is another one from now on, though with the same bytes.
    func replace(_ key: String, version: String) {
        state.withLock { $0.versions[key] = version }
    }

    func setDown(_ isDown: Bool) {
        state.withLock { $0.isDown = isDown }
    }

    private func check() throws(MediaStoreError) {
        if state.withLock({ $0.isDown }) { throw MediaStoreError(.unavailable, "the disk is away") }
    }

    func file(forKey key: String) async throws(MediaStoreError) -> MediaFile? {
        try check()
        guard let file = try await inner.file(forKey: key) else { return nil }
        let version = state.withLock { $0.versions[key] } ?? file.version
        return MediaFile(key: key, size: file.size, modified: file.modified, version: version)
    }

    func open(_ key: String) async throws(MediaStoreError) -> MediaHandle? {
        try check()
        return try await inner.open(key)
    }

    func read(
        _ range: Range<Int64>, ofKey key: String, version: String
    ) async throws(MediaStoreError) -> ByteBuffer {
        try check()
        let current = try await file(forKey: key)?.version
        guard version == current else { throw MediaStoreError(.changed, "the file is another one") }
        state.withLock {
            $0.reads += 1
            $0.readBytes += Int64(range.count)
        }
        guard let file = try await inner.file(forKey: key) else { throw MediaStoreError(.notFound, "gone") }
        return try await inner.read(range, ofKey: key, version: file.version)
    }

    func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String] {
        try await inner.keys(after: key, limit: limit)
    }
}
