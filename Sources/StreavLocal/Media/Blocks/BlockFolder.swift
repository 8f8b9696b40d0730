import Glibc
import NIOCore
import StreavDomain
import StreavPorts

/// The folder of a cache of blocks. Everything is named relative to the folder that was opened first, and no link is
/// followed.
final class BlockFolder: Sendable {
    private static let ending = ".block"
    private static let unfinished = ".part"

    private let descriptor: Int32

    init(path: String) throws(MediaStoreError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.unusable(errno) }
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unusable(errno) }
        guard faccessat(descriptor, ".", W_OK | X_OK, 0) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.unusable(code)
        }
    }

    deinit { close(descriptor) }

    /// Removes what an earlier process has left; nothing that has another kind of name.
    func clear() {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return }
        guard let listing = fdopendir(copy) else {
            close(copy)
            return
        }
        defer { closedir(listing) }
        rewinddir(listing)
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(Self.ending) || name.hasSuffix(Self.unfinished) else { continue }
            unlinkat(descriptor, name, 0)
        }
    }

    /// Nil when there is no such file.
    func open(_ name: String) -> MediaHandle? {
        // Not blocking: opening a pipe would wait for its writer.
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        return handle(name, owning: openat(descriptor, name + Self.ending, flags))
    }

    /// A file is there as a whole or not at all: it gets its name once it is written. Nil when that fails, as on a full
    /// disk.
    func write(_ bytes: ByteBuffer, as name: String) -> MediaHandle? {
        let draft = name + Self.unfinished
        unlinkat(descriptor, draft, 0)
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let opened = openat(descriptor, draft, flags, 0o600)
        guard opened >= 0 else { return nil }
        guard Self.write(bytes, to: opened), renameat(descriptor, draft, descriptor, name + Self.ending) == 0 else {
            close(opened)
            unlinkat(descriptor, draft, 0)
            return nil
        }
        guard let handle = handle(name, owning: opened), handle.file.size == Int64(bytes.readableBytes) else {
            remove(name)
            return nil
        }
        return handle
    }

    func remove(_ name: String) {
        unlinkat(descriptor, name + Self.ending, 0)
    }

    /// Exactly the range; nil when it cannot be read.
    func read(_ range: Range<Int>, of file: Int32) -> ByteBuffer? {
        var buffer = ByteBufferAllocator().buffer(capacity: range.count)
        while buffer.readableBytes < range.count {
            let missing = range.count - buffer.readableBytes
            let offset = off_t(range.lowerBound + buffer.readableBytes)
            var isInterrupted = false
            let added = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                let count = pread(file, space.baseAddress, missing, offset)
                isInterrupted = count < 0 && errno == EINTR
                return max(0, count)
            }
            guard added > 0 || isInterrupted else { return nil }
        }
        return buffer
    }

    private static func write(_ bytes: ByteBuffer, to file: Int32) -> Bool {
        bytes.withUnsafeReadableBytes { content in
            var done = 0
            while done < content.count {
                let count = Glibc.write(file, content.baseAddress?.advanced(by: done), content.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    private func handle(_ name: String, owning file: Int32) -> MediaHandle? {
        guard file >= 0 else { return nil }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            return nil
        }
        let facts = MediaFile(
            key: name, size: Int64(status.st_size), modified: Timestamp(milliseconds: 0),
            version: MediaFile.version(of: status))
        return MediaHandle(file: facts, owning: file)
    }

    private static func unusable(_ code: Int32) -> MediaStoreError {
        MediaStoreError(.unavailable, "the folder of the media cache cannot be used: \(OpenedFile.reason(code))")
    }
}
