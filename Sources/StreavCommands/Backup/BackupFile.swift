internal import Glibc
internal import StreavCrypto

/// A backup that is being written: beside its place, readable by its owner alone, put there when it is whole.
final class BackupFile {
    private let path: String
    private var descriptor: CInt
    private var buffer: [UInt8] = []
    private var digest = SHA256Stream()
    private var rows: Int64 = 0

    private static let bufferBytes = 1 << 18

    private static func aside(_ path: String) -> String { path + ".part" }

    init(_ path: String) throws {
        self.path = path
        unlink(Self.aside(path))
        descriptor = open(Self.aside(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(.refused, "\(path) cannot be written (\(String(cString: strerror(errno))))")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Begins anew.
    func restart() throws {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure }
        buffer = []
        digest = SHA256Stream()
        rows = 0
    }

    func append(header: BackupHeader) throws { try append(try header.line) }

    func append(row line: [UInt8]) throws {
        rows += 1
        try append(line)
    }

    private func append(_ line: [UInt8]) throws {
        guard line.count <= BackupFormat.lineBytes else {
            throw CommandFailure(.refused, "a row is larger than a backup's line may be")
        }
        buffer += line
        buffer.append(0x0A)
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Adds the trailer and puts the file in its place. On disk when it returns.
    ///
    /// - Returns: What the trailer says.
    func finish() throws -> BackupTrailer {
        try flush()
        let trailer = BackupTrailer(rows: rows, digest: digest.finish())
        buffer = try BackupLine.encode(trailer) + [0x0A]
        try write()
        guard fsync(descriptor) == 0, rename(Self.aside(path), path) == 0 else { throw failure }
        close(descriptor)
        descriptor = -1
        return trailer
    }

    /// Nothing is left of it.
    func giveUp() { unlink(Self.aside(path)) }

    private func flush() throws {
        digest.update(buffer)
        try write()
    }

    private func write() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure }
            rest = rest.dropFirst(written)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private var failure: CommandFailure {
        CommandFailure(.refused, "\(path) cannot be written (\(String(cString: strerror(errno))))")
    }
}
