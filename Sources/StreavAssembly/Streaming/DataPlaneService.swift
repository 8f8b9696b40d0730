import ServiceLifecycle
import StreavDelivery
import StreavStreaming

/// Channels, sessions and admissions; they go on while the streaming port drains, and end after it.
struct DataPlaneService: NamedService {
    let channels: LiveChannels
    let gatekeeper: Gatekeeper
    let pools: [StructuredTaskPool]

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await channels.run() }
                group.addTask { await gatekeeper.run() }
                for pool in pools { group.addTask { await pool.run() } }
            }
        }
        await gatekeeper.shutDown()
    }
}
