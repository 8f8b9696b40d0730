import Logging
import ServiceLifecycle
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// Brings the node's channels to what the database says: when told of a change, and by itself at intervals, so that a
/// lost message heals.
///
/// One reading at a time, so that an older one is never applied after a newer; who asks while one is under way shares
/// the next with all the others who do.
actor ChannelPlanner: NamedService {
    private let database: any Database
    private let channels: LiveChannels
    private let clock: StreavClock
    private let logger: Logger
    private var begun = 0
    /// The last round that was applied.
    private var applied = 0
    private var isUnderWay = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private static let interval: Duration = .seconds(10)

    init(database: any Database, channels: LiveChannels, clock: StreavClock, logger: Logger) {
        self.database = database
        self.channels = channels
        self.clock = clock
        self.logger = logger
    }

    nonisolated func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await self.clock.sleep(for: Self.interval)) != nil {
                do {
                    try await self.reconcile()
                } catch {
                    self.logger.warning(
                        "The live streams cannot be read; those on air go on.", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// Returns when plans that were read after this was called are applied.
    func reconcile() async throws {
        let before = begun
        while isUnderWay {
            await withCheckedContinuation { waiting.append($0) }
            if applied > before { return }
        }
        isUnderWay = true
        begun += 1
        let round = begun
        defer {
            isUnderWay = false
            let woken = waiting
            waiting = []
            for waiter in woken { waiter.resume() }
        }
        let streams = try await database.read { try $0.liveStreams.enabled() }
        channels.apply(streams.map(Self.plan))
        applied = round
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
