import Logging
import ServiceLifecycle
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// Brings the node's channels to what the database says: when told of a change, and by itself at intervals, so that a
/// lost message heals.
struct ChannelPlanner: NamedService {
    let database: any Database
    let channels: LiveChannels
    let clock: StreavClock
    let logger: Logger

    private static let interval: Duration = .seconds(10)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(for: Self.interval)) != nil {
                do {
                    try await reconcile()
                } catch {
                    logger.warning(
                        "The live streams cannot be read; those on air go on.", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// Reads the plans and applies them.
    func reconcile() async throws {
        let streams = try await database.read { try $0.liveStreams.enabled() }
        channels.apply(streams.map(Self.plan))
    }

    static func plan(_ stream: LiveStream) -> ChannelPlan {
        let details = stream.details
        return ChannelPlan(
            id: stream.id, name: details.name,
            sources: details.sources.map { SourcePlan(address: $0.address, deadAfter: $0.deadAfter) },
            segmentTarget: details.segmentTarget, window: details.window, startsOnDemand: details.startsOnDemand,
            idleStop: details.idleStop)
    }
}
