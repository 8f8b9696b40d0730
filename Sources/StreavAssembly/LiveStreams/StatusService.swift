import Logging
import ServiceLifecycle
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// Tells the control plane how the node's live streams are and what happened to them, every few seconds in one
/// transaction. While the database is away the node goes on; what happened meanwhile is told when it is back.
actor StatusService: NamedService {
    private let database: any Database
    private let membership: FleetMembership
    private let channels: LiveChannels
    private let gatekeeper: Gatekeeper
    private let chronicle: StreamChronicle
    private let clock: StreavClock
    private let logger: Logger
    private var sampler = StatusSampler()
    /// Streams with new events since the old ones were last forgotten.
    private var touched: Set<LiveStreamID> = []
    private var rounds = 0
    private var isHeard = true

    static let interval: Duration = .seconds(3)
    /// How long the end of the process may wait for the last round.
    private static let farewell: Duration = .seconds(1)
    /// Old events are forgotten every so many rounds.
    static let pruningRounds = 20

    init(
        _ platform: Platform, membership: FleetMembership, channels: LiveChannels, gatekeeper: Gatekeeper,
        chronicle: StreamChronicle
    ) {
        database = platform.database
        self.membership = membership
        self.channels = channels
        self.gatekeeper = gatekeeper
        self.chronicle = chronicle
        clock = platform.clock
        logger = platform.logger
    }

    nonisolated func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await self.clock.sleep(for: Self.interval)) != nil { await self.tell() }
        }
        // The channels have ended by now: that they did is told, too, where the database is there.
        _ = await TimeBudget.run(Self.farewell, clock: clock) { await self.tell() }
    }

    /// One round.
    func tell() async {
        guard let server = membership.registration?.server else { return }
        let now = clock.wallNow
        let snapshots = channels.snapshots()
        let generations = Dictionary(
            snapshots.compactMap { snapshot in channels.channel(snapshot.id).map { (snapshot.id, $0.plan.generation) }
            },
            uniquingKeysWith: { first, _ in first })
        let statuses = sampler.sample(
            snapshots, generations: generations, viewers: gatekeeper.liveViewerCounts, now: now)
        let events = chronicle.take()
        touched.formUnion(events.map(\.stream))
        rounds += 1
        let pruned = rounds % Self.pruningRounds == 0 ? touched.sorted() : nil
        do {
            try await database.write { connection in
                try connection.liveStreamStatuses.save(statuses, by: server, now: now)
                try connection.liveStreamEvents.append(events, by: server)
                if let pruned { try connection.liveStreamEvents.prune(pruned, now: now) }
            }
            if pruned != nil { touched = [] }
            isHeard = true
        } catch {
            chronicle.giveBack(events)
            guard isHeard, !Task.isCancelled else { return }
            isHeard = false
            logger.warning(
                "The states of live streams cannot be written; the dashboard shows them as unknown until then.",
                metadata: ["error": "\(error)"])
        }
    }
}
