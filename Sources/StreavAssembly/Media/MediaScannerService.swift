public import Logging
public import StreavPorts
import ServiceLifecycle

/// Looks through a folder of films again and again, until the shutdown.
public struct MediaScannerService: NamedService {
    private let scanner: MediaScanner
    private let clock: StreavClock
    private let logger: Logger

    public init(scanner: MediaScanner, clock: StreavClock, logger: Logger) {
        self.scanner = scanner
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await scanner.scan()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("The folder of films cannot be looked through.", metadata: ["error": "\(error)"])
                }
            } while (try? await clock.sleep(for: MediaScanner.interval)) != nil
        }
    }
}
