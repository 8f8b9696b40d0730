import Glibc
import StreavAssembly
import StreavCommands

/// The three standard streams of this process.
struct SystemTerminal: CommandTerminal {
    private static let lineBytes = 4096
    /// Ctrl-C.
    private static let interrupt: UInt8 = 3

    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    func complain(_ text: String) { StandardError.write(text) }

    var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

    func readLine(_ prompt: String, isSecret: Bool) -> String? {
        guard isInteractive else { return line() }
        complain(prompt)
        guard isSecret else { return line() }
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        // Ctrl-C would end the program here, and leave a terminal that shows nothing: it ends the line instead (VEOL).
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        silent.c_cc.11 = Self.interrupt
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            complain("\n")
        }
        return line()
    }

    /// Byte by byte, so that nothing of the next line is taken.
    private func line() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= Self.lineBytes {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self) }
            if byte == Self.interrupt { return nil }
            if byte == 0x0A { return String(validating: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }
}
