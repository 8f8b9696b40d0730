import Glibc

/// Standard error, for people, whoever else writes there.
public enum StandardError {
    /// One call of write(2) for each text, which the kernel does not mix with others up to a pipe's buffer.
    public static func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // Nobody reads, or nobody can: a program must not stop for that.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    /// As it is: a whole line has its end with it.
    public static func write(_ text: String) {
        write(Array(text.utf8))
    }
}
