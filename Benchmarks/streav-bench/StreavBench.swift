import Glibc
import StreavLocal

/// Drives one adapter at its server, and writes what came of it as a line of JSON. The scripts of Benchmarks/ run it
/// beside a peer.
@main
enum StreavBench {
    static func main() async {
        do {
            let order = try BenchOrder(
                arguments: Array(CommandLine.arguments.dropFirst()), address: environment("ADDRESS"))
            let result = try await order.run(clock: .system, entropy: SystemEntropy())
            BenchOutput.write(result, to: STDOUT_FILENO)
        } catch {
            BenchOutput.write("streav-bench: \(error)", to: STDERR_FILENO)
            exit(1)
        }
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
