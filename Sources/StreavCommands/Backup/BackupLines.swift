internal import Glibc

/// The lines of a file, one after the other, each in bounds.
struct BackupLines: ~Copyable {
    private let path: String
    private let descriptor: CInt
    private var buffer: [UInt8] = []
    private var place = 0
    private var isAtEnd = false

    private static let bufferBytes = 1 << 18

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure(.usage, "\(path) cannot be read (\(String(cString: strerror(errno))))")
        }
    }

    deinit { close(descriptor) }

    /// Without its end; nil after the last.
    ///
    /// - Throws: ``CommandFailure`` for a line that is too long, and for a last one without an end.
    mutating func next() throws -> [UInt8]? {
        var searched = place
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = Array(buffer[place..<end])
                place = end + 1
                return line
            }
            guard buffer.count - place <= BackupFormat.lineBytes else {
                throw CommandFailure(.refused, "\(path) has a line that is too long: it is no backup, or was altered")
            }
            if isAtEnd {
                guard place == buffer.count else {
                    throw CommandFailure(.refused, "\(path) ends within a line: it was cut off")
                }
                return nil
            }
            buffer.removeFirst(place)
            place = 0
            searched = buffer.count
            try fill()
        }
    }

    private mutating func fill() throws {
        var chunk = [UInt8](repeating: 0, count: Self.bufferBytes)
        var count = -1
        repeat {
            count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        guard count >= 0 else {
            throw CommandFailure(.usage, "\(path) cannot be read (\(String(cString: strerror(errno))))")
        }
        if count == 0 { isAtEnd = true }
        buffer += chunk[..<count]
    }
}
