import Glibc
public import StreavPorts

/// Writes small files below a media folder of this machine: whole or not at all, never through a link, never outside.
public struct FileMediaWriter: Sendable {
    private let root: String
    private let lane: BlockingLane

    /// - Parameter root: The folder of a ``FileMediaStore``; it must be there.
    public init(root: String) {
        self.root = root
        lane = BlockingLane("media.writer", width: 1)
    }

    /// Puts a file in place under a key, for the folders of which there need be nothing yet. What is there already is
    /// replaced at once.
    ///
    /// - Throws: `invalidKey`, or `unavailable` with a sentence for whoever sent the file.
    public func write(_ bytes: [UInt8], key: String) async throws(MediaStoreError) {
        let components = try MediaKey.components(of: key)
        try await lane.run(slot: 0) { [root] () throws(MediaStoreError) in
            try Self.write(bytes, components, below: root)
        }
    }

    private static func write(_ bytes: [UInt8], _ components: [String], below root: String) throws(MediaStoreError) {
        let folders = components.dropLast()
        for count in folders.indices {
            guard let parent = try OpenedFile.folder(folders[..<count], below: root) else { break }
            guard mkdirat(parent.descriptor, folders[count], 0o755) == 0 || errno == EEXIST else {
                throw failure(errno)
            }
        }
        guard let name = components.last, let folder = try OpenedFile.folder(folders, below: root) else {
            throw MediaStoreError(.unavailable, "the folder cannot be made")
        }
        // Hidden, so that no listing shows it and no key names it.
        let draft = ".\(name).part"
        let file = openat(folder.descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(errno) }
        var code = fill(file, bytes)
        close(file)
        if code == 0, renameat(folder.descriptor, draft, folder.descriptor, name) != 0 { code = errno }
        guard code == 0 else {
            unlinkat(folder.descriptor, draft, 0)
            throw failure(code)
        }
        fsync(folder.descriptor)
    }

    /// 0, or why not.
    private static func fill(_ file: Int32, _ bytes: [UInt8]) -> Int32 {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : EIO }
            written += count
        }
        return fsync(file) == 0 ? 0 : errno
    }

    private static func failure(_ code: Int32) -> MediaStoreError {
        switch code {
        case ENOSPC, EDQUOT: MediaStoreError(.unavailable, "the disk is full")
        case EACCES, EPERM, EROFS: MediaStoreError(.unavailable, "the media folder cannot be written to")
        default: MediaStoreError(.unavailable, "a media file cannot be written: \(OpenedFile.reason(code))")
        }
    }
}
