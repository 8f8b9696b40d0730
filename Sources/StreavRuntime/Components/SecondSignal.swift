import Glibc
import ServiceLifecycle
import StreavAssembly
import UnixSignals

/// The first signal drains; the second one ends the process at once, whoever is connected.
struct SecondSignal: NamedService {
    let program: String

    /// Nothing is lost by it: whatever was acknowledged is in the database.
    private static let exitCode: Int32 = 130

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        await cancelWhenGracefulShutdown {
            var count = 0
            for await _ in signals {
                count += 1
                guard count > 1 else { continue }
                StandardErrorLine.write("\(program): ended by a second signal.")
                _exit(Self.exitCode)
            }
        }
    }
}
