import Glibc

/// Whole lines on standard error, whoever else writes there.
enum StandardErrorLine {
    /// One call of write(2) for each line, which the kernel does not mix with others up to a pipe's buffer.
    static func write(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // Nobody reads, or nobody can: a program must not stop for that.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    static func write(_ text: String) {
        write(Array((text + "\n").utf8))
    }
}
