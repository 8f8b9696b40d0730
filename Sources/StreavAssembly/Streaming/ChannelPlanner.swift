import Logging
import ServiceLifecycle
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// Brings the node's channels to what it is assigned and to what the database says of them: when told of a change, and
/// by itself at intervals, so that a lost message heals. A stream that stays is not touched.
///
/// One reading at a time, so that an older one is never applied after a newer; who asks while one is under way shares
/// the next with all the others who do.
actor ChannelPlanner: NamedService {
    private let database: any Database
    private let membership: FleetMembership
    private let channels: LiveChannels
    private let fleet: FleetMap
    private let clock: StreavClock
    private let logger: Logger
    private var begun = 0
    /// The last round that was applied.
    private var applied = 0
    private var isUnderWay = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Of the assignments that are applied.
    private(set) var revision: Int64 = -1
    private var isStandingDown = false

    private static let interval: Duration = .seconds(10)

    init(
        database: any Database, membership: FleetMembership, channels: LiveChannels, fleet: FleetMap,
        clock: StreavClock, logger: Logger
    ) {
        self.database = database
        self.membership = membership
        self.channels = channels
        self.fleet = fleet
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
        guard let own = membership.registration?.server else { return }
        let reading = try await database.read { try FleetReading($0, own: own) }
        // It may have turned out meanwhile that the name is another process's.
        guard membership.registration?.server == own else { return }
        apply(reading, own: own)
        applied = round
    }

    private func apply(_ reading: FleetReading, own: ServerID) {
        isStandingDown = false
        let holdings = fleet.merging(reading.assignments)
        var mine = holdings.filter { $0.value.server == own }
        var plans = reading.streams.compactMap { stream in
            mine.removeValue(forKey: stream.id).map { Self.plan(stream, generation: $0.generation) }
        }
        // A reading that is behind may not know of a stream that this node runs already.
        plans += mine.keys.sorted().compactMap { channels.channel($0)?.plan }
        if reading.revision != revision { membership.forgetWatched() }
        channels.apply(plans)
        fleet.update(own: own, servers: reading.servers, holdings: holdings)
        revision = reading.revision
    }

    /// This process is no server of the fleet any longer: it runs no live stream.
    ///
    /// - Returns: False when that is so already.
    func standDown() -> Bool {
        guard !isStandingDown else { return false }
        isStandingDown = true
        revision = -1
        channels.apply([])
        fleet.disown()
        return true
    }

    static func plan(_ stream: LiveStream, generation: Int64) -> ChannelPlan {
        let details = stream.details
        return ChannelPlan(
            id: stream.id, name: details.name,
            sources: details.sources.map { SourcePlan(address: $0.address, deadAfter: $0.deadAfter) },
            segmentTarget: details.segmentTarget, window: details.window, startsOnDemand: details.startsOnDemand,
            idleStop: details.idleStop, generation: generation)
    }
}
