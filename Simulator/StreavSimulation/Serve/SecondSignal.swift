import Glibc
import ServiceLifecycle
import StreavAssembly
import UnixSignals

/// The first signal drains; the second one ends the process at once, whoever is connected.
///
/// Stands first among the services, since they are shut down in reverse order: it listens until all others are through.
struct SecondSignal: NamedService {
    /// Nothing is lost by it: whatever was acknowledged is on disk.
    private static let exitCode: Int32 = 130

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        await cancelWhenGracefulShutdown {
            var count = 0
            for await _ in signals {
                count += 1
                guard count > 1 else { continue }
                StandardError.write("streav-sim: ended by a second signal.\n")
                _exit(Self.exitCode)
            }
        }
    }
}
