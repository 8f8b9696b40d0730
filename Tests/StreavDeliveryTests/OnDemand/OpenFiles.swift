import Glibc

/// The descriptors of this process.
enum OpenFiles {
    struct Unreadable: Error {}

    /// How many lead to a file whose path holds `text`.
    static func count(containing text: String) throws -> Int {
        guard let directory = opendir("/proc/self/fd") else { throw Unreadable() }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(cString: Array($0.prefix { $0 != 0 }) + [0]) }
            var path = [CChar](repeating: 0, count: 4096)
            let length = readlink("/proc/self/fd/\(name)", &path, path.count)
            let bytes = path.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
            if String(decoding: bytes, as: UTF8.self).contains(text) { count += 1 }
        }
        return count
    }
}
