import Glibc
import StreavPorts

/// Lists the keys below one folder, in the order of their bytes.
struct MediaFolder {
    /// The most entries of one folder: beyond it the store says that it cannot be listed, instead of growing.
    static let entries = 100_000

    private struct Entry {
        /// With a slash at the end when it is a folder: then entries sort as the keys below them do.
        let name: String
        var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }
    }

    let root: String
    let after: String?
    let limit: Int

    /// Appends the keys below `components`, until there are `limit`.
    func list(_ components: [String], into keys: inout [String]) throws(MediaStoreError) {
        guard components.count < MediaKey.depth else { return }
        let prefix = components.map { $0 + "/" }.joined()
        for entry in try entries(of: components) {
            guard keys.count < limit else { return }
            let key = prefix + entry.name
            guard key.utf8.count <= MediaStoreLimits.keyBytes else { continue }
            if !entry.isFolder {
                if isWanted(key) { keys.append(key) }
            } else if isWanted(key) || isInside(key) {
                try list(components + [String(entry.name.dropLast())], into: &keys)
            }
        }
    }

    private func isWanted(_ key: String) -> Bool {
        guard let after else { return true }
        return after.utf8.lexicographicallyPrecedes(key.utf8)
    }

    /// The key to go on after lies in this folder.
    private func isInside(_ folder: String) -> Bool {
        after?.utf8.starts(with: folder.utf8) ?? false
    }

    private func entries(of components: [String]) throws(MediaStoreError) -> [Entry] {
        guard let folder = try OpenedFile.folder(components, below: root) else { return [] }
        // A handle of its own: closedir closes it.
        let listed = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard listed >= 0 else {
            throw MediaStoreError(.unavailable, "a media folder cannot be listed: \(OpenedFile.reason(errno))")
        }
        guard let directory = fdopendir(listed) else {
            let code = errno
            close(listed)
            throw MediaStoreError(.unavailable, "a media folder cannot be listed: \(OpenedFile.reason(code))")
        }
        defer { closedir(directory) }
        var found: [Entry] = []
        while let entry = readdir(directory) {
            let length = Int(strlen(Self.name(of: entry)))
            let bytes = UnsafeRawBufferPointer(start: Self.name(of: entry), count: length)
            guard MediaKey.isLegalComponent(bytes), let name = String(validating: bytes, as: UTF8.self) else {
                continue
            }
            guard found.count < Self.entries else {
                throw MediaStoreError(.unavailable, "a media folder has more than \(Self.entries) entries")
            }
            switch Self.kind(name, in: folder.descriptor) {
            case S_IFREG: found.append(Entry(name: name))
            case S_IFDIR: found.append(Entry(name: name + "/"))
            default: continue
            }
        }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar> {
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
        return UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    }

    /// Asked of the entry itself, not of what a link points to; 0 when it is gone.
    private static func kind(_ name: String, in folder: Int32) -> mode_t {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return 0 }
        return status.st_mode & S_IFMT
    }
}
