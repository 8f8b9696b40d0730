import Glibc
import StreavAssembly
import StreavGenerator
import Synchronization

/// How a run goes, on standard error: a line that is kept up to date on a terminal, else one each ten seconds.
final class ProgressScreen: Sendable {
    private let duration: Duration
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(duration: Duration) {
        self.duration = duration
    }

    func show(_ now: LoadProgress) {
        let total = Int(duration.components.seconds)
        if isTerminal {
            StandardError.write("\r\u{1B}[K\(Self.clock(now.second)) of \(Self.clock(total))  \(now.line)")
        } else if now.second % 10 == 0 {
            StandardError.write("\(Self.clock(now.second)) of \(Self.clock(total))  \(now.line)\n")
        }
    }

    /// Something that happens in between.
    func say(_ sentence: String) {
        StandardError.write(isTerminal ? "\r\u{1B}[K\(sentence)\n" : "\(sentence)\n")
    }

    func end() {
        if isTerminal { StandardError.write("\n") }
    }

    private static func clock(_ seconds: Int) -> String {
        "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }
}
