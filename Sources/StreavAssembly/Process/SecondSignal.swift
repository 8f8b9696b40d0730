import Glibc
import ServiceLifecycle
import UnixSignals

/// The first signal drains; the second one ends the process at once, whoever is connected.
///
/// Stands first among the services, since they are shut down in reverse order: it listens until all others are through.
public struct SecondSignal: NamedService {
    private let program: String

    /// Nothing is lost by it: whatever was acknowledged is in the database.
    private static let exitCode: Int32 = 130

    /// - Parameter program: Is said to have ended.
    public init(program: String) {
        self.program = program
    }

    public func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        await cancelWhenGracefulShutdown {
            var count = 0
            for await _ in signals {
                count += 1
                guard count > 1 else { continue }
                StandardError.write("\(program): ended by a second signal.\n")
                _exit(Self.exitCode)
            }
        }
    }
}
