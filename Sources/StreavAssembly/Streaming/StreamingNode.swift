import Logging
import NIOCore
public import ServiceLifecycle
import StreavControl
import StreavCrypto
public import StreavDelivery
import StreavDomain
import StreavMedia
public import StreavPorts
import StreavSQL
public import StreavStreaming
public import StreavTelemetry

/// A streaming node: channels, sessions and the streaming port, wired to a platform.
public struct StreamingNode: Sendable {
    public let channels: LiveChannels
    public let gatekeeper: Gatekeeper
    public let library: OnDemandLibrary
    public let metrics: MetricRegistry
    /// Where live streams are that other nodes run.
    public let fleet: FleetMap
    private let membership: FleetMembership
    private let heartbeat: HeartbeatService
    private let notices: SessionNoticeService
    private let departure: Departure
    private let planner: ChannelPlanner
    private let consumer: ControlEventConsumer
    private let connections: ConnectionJournalService
    private let ready: Readiness
    private let pools: [StructuredTaskPool]
    private let statuses: StatusService
    private let announcement: AddressAnnouncement?
    private let server: HTTPServer
    private let configuration: StreamingConfiguration

    public init(platform: Platform, configuration: StreamingConfiguration, eventLoops: HTTPEventLoops) {
        self.configuration = configuration
        let clock = platform.clock
        let signer = SegmentSigner(keys: SigningKeys(id: 1, key: platform.secret.derived(for: .segmentSigning)))
        let membership = FleetMembership(platform: platform, name: configuration.name)
        let fleet = FleetMap()
        let notices = SessionNoticeService(broker: platform.broker, logger: platform.logger)
        let chronicle = StreamChronicle()
        let channels = Self.channels(
            platform, configuration.channels, membership: membership, chronicle: chronicle, signer: signer)
        let entitlements = StoredEntitlements(database: platform.database, cache: platform.cache, clock: clock)
        let plans = OnDemandPlans(source: StoredOnDemandPlans(database: platform.database), clock: clock)
        let media = NodeMedia(platform, configuration, fleet: fleet)
        let library = OnDemandLibrary(store: media.store, bounds: configuration.library, logger: platform.logger)
        let gatekeeper = Self.gatekeeper(
            platform, configuration.sessions, entitlements,
            streams: NodeStreams(live: channels, onDemand: plans, fleet: fleet),
            neighbours: Neighbours(
                exist: { fleet.hasOthers }, displaced: { _, session in notices.displaced(session) }))
        let registry = MetricRegistry()
        let ready = Readiness(
            database: platform.database, gatekeeper: gatekeeper, probes: configuration.probes, clock: clock)
        let pool = StructuredTaskPool(
            concurrency: configuration.admissions, maximumWaiting: configuration.waitingAdmissions)
        let counters = DeliveryCounters(registry: registry)
        let handler = StreamingHandler(
            channels: channels, plans: plans, library: library, gatekeeper: gatekeeper, fleet: fleet,
            nodes: media.door, signer: signer, mediaPrefix: configuration.channels.mountPrefix, pool: pool,
            fetches: media.fetches, clock: clock, viewerPolicy: configuration.viewers, counters: counters,
            probes: StreamingHandler.Probes(
                readiness: { await ready.parts() }, metrics: { registry.text() }, essential: Readiness.essential),
            logger: platform.logger)
        server = HTTPServer(
            configuration: configuration.server, handler: handler, eventLoops: eventLoops, clock: clock,
            logger: platform.logger)
        StreamingMetrics(
            channels: channels, library: library, gatekeeper: gatekeeper, pool: pool, server: server.counters,
            clock: clock
        ).register(in: registry)
        StreamingMetrics.register(media.fleet, in: registry)
        self.channels = channels
        self.gatekeeper = gatekeeper
        self.library = library
        self.metrics = registry
        self.ready = ready
        pools = [pool] + [media.fetches].compactMap(\.self)
        announcement = media.announcement
        (self.fleet, self.membership, self.notices) = (fleet, membership, notices)
        let planner = ChannelPlanner(
            database: platform.database, membership: membership, channels: channels, fleet: fleet, clock: clock,
            logger: platform.logger)
        self.planner = planner
        // Readings that are asked for at once are one.
        fleet.onDemand {
            _ = await TimeBudget.run(FleetTiming.reading, clock: clock) { try? await planner.reconcile() }
        }
        heartbeat = HeartbeatService(
            membership: membership, planner: planner, fleet: fleet, gatekeeper: gatekeeper, channels: channels,
            counters: counters, clock: clock, logger: platform.logger)
        statuses = StatusService(
            platform, membership: membership, channels: channels, gatekeeper: gatekeeper, chronicle: chronicle)
        departure = Departure(
            membership: membership, planner: planner, gatekeeper: gatekeeper, limit: configuration.handover,
            clock: clock, logger: platform.logger)
        connections = ConnectionJournalService(platform, gatekeeper, membership)
        consumer = ControlEventConsumer(
            platform, name: configuration.name, entitlements: entitlements, gatekeeper: gatekeeper, planner: planner,
            channels: channels, plans: plans)
    }

    /// Where a node's events wait for it.
    static func queue(of name: String) -> String { ControlEvents.queue(ofNode: name) }

    /// Where those are kept that a node could not read or act on.
    public static func deadLetterQueue(of name: String) -> String { ControlEvents.deadLetterQueue(ofNode: name) }

    /// What a node declares at the broker.
    public static func topology(of name: String) -> BrokerTopology {
        ControlEventConsumer.topology(queue: queue(of: name), deadLetters: deadLetterQueue(of: name))
    }

    /// Listens, joins the fleet, reads the plans, and returns the port. Call it once, before the services run.
    public func start() async throws -> Int {
        configuration.moreMetrics(metrics)
        try await consumer.declare()
        let address = try await server.start()
        let port = address.port ?? configuration.server.port
        let listener = Listener(host: configuration.server.host, port: port)
        let publicURL = configuration.publicURL ?? listener.localURL
        do {
            if let exchange = configuration.exchange {
                await announcement?.begin(exchange.address(publicURL: publicURL, listener: listener))
            }
            try await membership.register(publicURL: publicURL)
            try await planner.reconcile()
        } catch {
            await server.shutdown()
            throw error
        }
        return port
    }

    /// Reads again what this node is assigned.
    public func reconcile() async throws { try await planner.reconcile() }

    /// The whole fleet goes out of service, so that nobody takes this node's streams over: it need not hand over.
    public func staysAssigned() { departure.cancel() }

    /// Cuts off all players at once and listens no longer, as when the process dies.
    public func cutOff() async { await server.shutdown() }

    /// What must be well before work should come here, by name; the same on every port of the process.
    public func readiness() async -> [String: Bool] { await ready.parts() }

    /// What runs, in the order of starting.
    public var services: [any Service] { workers + [port] }

    /// What works behind the port, in the order of starting.
    public var workers: [any Service] {
        [
            // The first two end last: they write down how the sessions ended, and the streams.
            connections, statuses, DataPlaneService(channels: channels, gatekeeper: gatekeeper, pools: pools), planner,
            heartbeat, notices, consumer,
        ] + (announcement.map { [$0] } ?? [])
    }

    /// Goes out of service first, so it is started last: whatever else the process runs comes before it.
    public var port: any Service {
        StreamingPortService(
            server: server, gatekeeper: gatekeeper, departure: departure, drain: configuration.drain)
    }

    private static func channels(
        _ platform: Platform, _ configuration: ChannelConfiguration, membership: FleetMembership,
        chronicle: StreamChronicle, signer: SegmentSigner
    ) -> LiveChannels {
        let prefix = configuration.mountPrefix
        let journal = StoredChannelJournal(
            database: platform.database, clock: platform.clock, membership: membership)
        return LiveChannels(
            configuration: configuration, opener: platform.sources, clock: platform.clock,
            entropy: platform.entropy.fork("channels"), journal: journal, chronicle: chronicle,
            logger: platform.logger
        ) { stream, sequence, expires in
            segmentPath(stream, sequence, expires, signer: signer, prefix: prefix)
        }
    }

    private static func gatekeeper(
        _ platform: Platform, _ configuration: SessionConfiguration, _ entitlements: StoredEntitlements,
        streams: NodeStreams, neighbours: Neighbours
    ) -> Gatekeeper {
        Gatekeeper(
            clock: platform.clock, entropy: platform.entropy.fork("sessions"), entitlements: entitlements,
            cache: platform.cache, countries: platform.countries, streams: streams,
            accessTokenKey: platform.secret.derived(for: .accessTokenHash),
            playbackKeys: SigningKeys(id: 1, key: platform.secret.derived(for: .playbackToken)),
            configuration: configuration, neighbours: neighbours, logger: platform.logger)
    }

    private static func segmentPath(
        _ stream: LiveStreamID, _ sequence: Int64, _ expires: Timestamp, signer: SegmentSigner, prefix: String
    ) -> String {
        let address = SegmentAddress(
            channel: stream.rawValue, rendition: "v", mediaSequence: sequence, expiry: expires.seconds + 1,
            fileExtension: "ts")
        guard let address else { preconditionFailure("stream ids and sequence numbers are within their ranges") }
        return prefix + signer.path(address)
    }
}
