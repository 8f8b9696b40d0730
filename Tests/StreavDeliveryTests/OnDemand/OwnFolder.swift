import Glibc

/// A folder of a test's own.
struct OwnFolder {
    struct Failure: Error {}

    let path: String

    init() throws {
        var template = Array("/tmp/streav-films-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// By renaming, as copying tools do.
    func put(_ name: String, _ bytes: [UInt8]) throws {
        let descriptor = open(path + "/.new", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failure() }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure() }
            written += count
        }
        guard rename(path + "/.new", "\(path)/\(name)") == 0 else { throw Failure() }
    }

    func remove() {
        for name in ["own.mp4", ".new"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
