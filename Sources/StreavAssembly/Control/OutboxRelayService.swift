import ServiceLifecycle
import StreavControl
import StreavPorts

/// Publishes what was committed, until the shutdown.
public struct OutboxRelayService: NamedService {
    private let relay: OutboxRelay

    public init(platform: Platform) {
        relay = OutboxRelay(
            database: platform.database, broker: platform.broker, cache: platform.cache, clock: platform.clock,
            entropy: platform.entropy.fork("outbox"), logger: platform.logger)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await relay.run() }
    }
}
