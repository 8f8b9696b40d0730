import Glibc
import StreavLocal
import StreavPorts

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = "/tmp/\(RandomName.make("media"))"
        precondition(mkdir(path, 0o700) == 0, "a test needs /tmp")
    }

    deinit { Self.remove(path) }

    func makeFolder(_ name: String) {
        var prefix = path
        for component in name.split(separator: "/") {
            prefix += "/\(component)"
            _ = mkdir(prefix, 0o700)
        }
    }

    func write(_ bytes: [UInt8], to name: String) {
        if let slash = name.lastIndex(of: "/") { makeFolder(String(name[..<slash])) }
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(file >= 0, "cannot write \(name)")
        defer { close(file) }
        precondition(Glibc.write(file, bytes, bytes.count) == bytes.count)
    }

    func link(_ target: String, at name: String) {
        precondition(symlink(target, "\(path)/\(name)") == 0)
    }

    func rename(_ old: String, to new: String) {
        precondition(Glibc.rename("\(path)/\(old)", "\(path)/\(new)") == 0)
    }

    func makePipe(_ name: String) {
        precondition(mkfifo("\(path)/\(name)", 0o600) == 0)
    }

    /// Sets the time of modification, to the nanosecond.
    func touch(_ name: String, seconds: Int, nanoseconds: Int) {
        let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
        precondition(utimensat(AT_FDCWD, "\(path)/\(name)", [time, time], 0) == 0)
    }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            var names: [String] = []
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { names.append(name) }
            }
            closedir(directory)
            for name in names {
                var status = stat()
                let child = "\(path)/\(name)"
                if lstat(child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                    remove(child)
                } else {
                    unlink(child)
                }
            }
        }
        rmdir(path)
    }
}
