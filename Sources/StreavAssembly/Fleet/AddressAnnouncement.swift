import Logging
import ServiceLifecycle
import StreavPorts
import StreavStreaming
import Synchronization

/// Says in the cache where other nodes reach this one, again and again: what is said there does not last.
final class AddressAnnouncement: NamedService {
    private let addresses: NodeAddresses
    private let name: String
    private let clock: StreavClock
    private let logger: Logger
    private let address = Mutex<String?>(nil)

    private static let interval: Duration = .seconds(10)

    init(addresses: NodeAddresses, name: String, clock: StreavClock, logger: Logger) {
        self.addresses = addresses
        self.name = name
        self.clock = clock
        self.logger = logger
    }

    /// Where this node is, once it listens.
    func begin(_ address: String) async {
        self.address.withLock { $0 = address }
        await announce()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await self.clock.sleep(for: Self.interval)) != nil { await self.announce() }
        }
    }

    private func announce() async {
        guard let address = address.withLock({ $0 }) else { return }
        do throws(CacheError) {
            try await addresses.announce(address, of: name)
        } catch {
            logger.debug("Other nodes cannot be told where this one is.", metadata: ["error": "\(error)"])
        }
    }
}
