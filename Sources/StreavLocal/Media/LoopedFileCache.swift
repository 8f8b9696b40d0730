import Glibc
import NIOCore
import StreavMedia
import StreavPorts
import Synchronization

/// Loaded clips by path, so that a hundred channels that loop one file hold its bytes once.
public final class LoopedFileCache: Sendable {
    /// The largest file, unless told.
    public static let fileBytes = 64 << 20
    /// Files that are kept; beyond that the one that was asked for longest ago is forgotten.
    public static let fileLimit = 64

    /// A path, and what tells a file from the one that was there before.
    private struct Version: Hashable {
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
        let inode: UInt64
    }

    private struct Clip {
        let version: Version
        let transport: LoopedTransport
        var usedAt: UInt64
    }

    private struct State {
        var clips: [String: Clip] = [:]
        var uses: UInt64 = 0
    }

    private let limit: Int
    private let lane: BlockingLane
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: The largest file in bytes, at most ``LoopedTransport/fileBytes``.
    ///   - readsOnCaller: Reads on the calling thread, for a run in virtual time.
    public init(limit: Int = LoopedFileCache.fileBytes, readsOnCaller: Bool = false) {
        self.limit = min(limit, LoopedTransport.fileBytes)
        self.lane = BlockingLane("clips", width: readsOnCaller ? nil : 1)
    }

    /// The clip at a path, from its start. Loaded anew when the file was replaced.
    func transport(at path: String) async throws(MediaSourceError) -> LoopedTransport {
        // One reader: a second caller for the same file finds it loaded.
        try await lane.run(slot: 0) { [self] () throws(MediaSourceError) in try load(path) }
    }

    private func load(_ path: String) throws(MediaSourceError) -> LoopedTransport {
        // Not blocking: opening a pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw Self.error(.unreachable, path, "cannot be opened: \(OpenedFile.reason(errno))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Self.error(.unreachable, path, "is no regular file")
        }
        guard status.st_size <= limit else {
            throw Self.error(
                .refused, path,
                "has \(status.st_size) bytes; a looped file may have \(limit). Make a shorter clip of it")
        }
        let version = Version(
            size: Int64(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
            inode: UInt64(status.st_ino))
        if let known = known(path, version) { return known }
        let bytes = try Self.read(descriptor, count: Int(status.st_size), path)
        do throws(TransportLoopError) {
            let transport = try LoopedTransport(file: bytes)
            keep(transport, path, version)
            return transport
        } catch {
            throw Self.error(
                .notMedia, path, LoopedFileKind.advice(on: bytes, path: path) ?? "cannot be looped: \(error)")
        }
    }

    private func known(_ path: String, _ version: Version) -> LoopedTransport? {
        state.withLock { state in
            guard state.clips[path]?.version == version else { return nil }
            state.uses += 1
            state.clips[path]?.usedAt = state.uses
            return state.clips[path]?.transport
        }
    }

    private func keep(_ transport: LoopedTransport, _ path: String, _ version: Version) {
        state.withLock { state in
            if state.clips[path] == nil, state.clips.count >= Self.fileLimit,
                let oldest = state.clips.min(by: { $0.value.usedAt < $1.value.usedAt })
            {
                state.clips[oldest.key] = nil
            }
            state.uses += 1
            state.clips[path] = Clip(version: version, transport: transport, usedAt: state.uses)
        }
    }

    private static func read(_ descriptor: Int32, count: Int, _ path: String) throws(MediaSourceError) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        while buffer.readableBytes < count {
            let missing = count - buffer.readableBytes
            let offset = off_t(buffer.readableBytes)
            var failure: Int32 = 0
            let added = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                let read = pread(descriptor, space.baseAddress, missing, offset)
                if read < 0 { failure = errno }
                return max(0, read)
            }
            if failure == EINTR { continue }
            guard failure == 0, added > 0 else {
                throw error(.interrupted, path, "cannot be read to its end: \(OpenedFile.reason(failure))")
            }
        }
        return buffer
    }

    private static func error(_ code: MediaSourceError.Code, _ path: String, _ what: String) -> MediaSourceError {
        MediaSourceError(code, "The file \(path) \(what).")
    }
}
