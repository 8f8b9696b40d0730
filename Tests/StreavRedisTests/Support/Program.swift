import Foundation
import Glibc

/// A program that is run to its end.
enum Program {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Returns what it said on standard output.
    ///
    /// With the usual signals: the threads that tests run on block them, and a child would inherit that and never hear
    /// of SIGTERM. With files for its output: a pipe would stay open as long as a server that it leaves behind.
    static func run(_ words: [String]) throws -> String {
        let said = FileManager.default.temporaryDirectory.path + "/streav-program-\(UUID().uuidString)"
        defer {
            try? FileManager.default.removeItem(atPath: said + ".out")
            try? FileManager.default.removeItem(atPath: said + ".err")
        }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, said + ".out", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&files, 2, said + ".err", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var pid = pid_t()
        guard posix_spawnp(&pid, words[0], &files, &attributes, &arguments, environ) == 0 else {
            throw Failure(description: "\(words[0]) cannot be run")
        }
        var status: CInt = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        func text(_ stream: String) -> String {
            let text = (try? String(contentsOfFile: said + stream, encoding: .utf8)) ?? ""
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard status == 0 else { throw Failure(description: "\(words.joined(separator: " ")): \(text(".err"))") }
        return text(".out")
    }
}
