import Glibc
import NIOCore
import StreavDomain
import StreavPorts

/// A file or folder below a store's root, opened step by step: each component by itself, relative to the folder opened
/// before, never through a link. So what was checked is what is read, whatever is renamed meanwhile.
struct OpenedFile: ~Copyable {
    let descriptor: Int32
    private let status: stat

    deinit { close(descriptor) }

    private init(owning descriptor: Int32) throws(MediaStoreError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw MediaStoreError(.unavailable, "fstat failed: \(Self.reason(code))")
        }
        self.descriptor = descriptor
        self.status = status
    }

    /// The root itself may be a link: where it leads is the operator's choice.
    static func root(_ path: String) throws(MediaStoreError) -> OpenedFile {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw MediaStoreError(.unavailable, "the media root cannot be opened: \(reason(errno))")
        }
        return try OpenedFile(owning: descriptor)
    }

    /// A regular file; nil when there is none, or a link, a pipe or a folder is in its place.
    static func file(_ components: [String], below root: String) throws(MediaStoreError) -> OpenedFile? {
        guard let name = components.last, let folder = try folder(components.dropLast(), below: root) else {
            return nil
        }
        // Not blocking: opening a pipe would wait for its writer.
        guard let file = try folder.child(name, O_RDONLY | O_NONBLOCK), file.status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return file
    }

    static func folder(
        _ components: some Sequence<String>, below root: String
    ) throws(MediaStoreError) -> OpenedFile? {
        var folder = try Self.root(root)
        for component in components {
            guard let next = try folder.child(component, O_RDONLY | O_DIRECTORY) else { return nil }
            folder = next
        }
        return folder
    }

    private borrowing func child(_ name: String, _ flags: Int32) throws(MediaStoreError) -> OpenedFile? {
        let opened = openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC)
        guard opened < 0 else { return try OpenedFile(owning: opened) }
        switch errno {
        // ELOOP is a link, ENOTDIR a file or link where a folder is asked for, ENXIO a socket or a pipe.
        case ENOENT, ELOOP, ENOTDIR, ENXIO, ENAMETOOLONG: return nil
        case let code: throw MediaStoreError(.unavailable, "a media file cannot be opened: \(Self.reason(code))")
        }
    }

    /// The same file, open for somebody else.
    borrowing func handle(key: String) throws(MediaStoreError) -> MediaHandle {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else {
            throw MediaStoreError(.unavailable, "a media file cannot be opened: \(Self.reason(errno))")
        }
        return MediaHandle(file: facts(key: key), owning: copy)
    }

    func facts(key: String) -> MediaFile {
        let time = status.st_mtim
        let modified = Duration.seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        return MediaFile(
            key: key, size: Int64(status.st_size), modified: Timestamp(milliseconds: 0).advanced(by: modified),
            version: MediaFile.version(of: status))
    }

    /// Bytes of the file as it was when it was opened; `changed` when it is another one by the end of the reading.
    borrowing func read(_ range: Range<Int64>) throws(MediaStoreError) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: range.count)
        while buffer.readableBytes < range.count {
            let offset = range.lowerBound + Int64(buffer.readableBytes)
            let missing = range.count - buffer.readableBytes
            var failure: Int32 = 0
            let added = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                let count = pread(descriptor, space.baseAddress, missing, off_t(offset))
                if count < 0 { failure = errno }
                return max(0, count)
            }
            if failure == EINTR { continue }
            guard failure == 0 else {
                throw MediaStoreError(.unavailable, "a media file cannot be read: \(Self.reason(failure))")
            }
            guard added > 0 else { throw MediaStoreError(.changed, "the file was cut while it was read") }
        }
        var after = stat()
        guard fstat(descriptor, &after) == 0, MediaFile.version(of: after) == MediaFile.version(of: status) else {
            throw MediaStoreError(.changed, "the file changed while it was read")
        }
        return buffer
    }

    static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
