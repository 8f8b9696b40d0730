public import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StreavAPI
import StreavAssembly
import StreavControl
import StreavCrypto
import StreavDelivery
import StreavDomain
import StreavLocal
import StreavManagement
import StreavNetwork
public import StreavPorts
import StreavScenario
import StreavSQL
import StreavSQLite
import StreavStore
import StreavStreaming
import StreavWeb
import UnixSignals

/// The whole platform in one process, on local adapters or the servers of a deployment, and real sockets.
public enum Simulator {
    /// Runs until SIGTERM or SIGINT, then drains. A second signal ends at once.
    ///
    /// - Throws: ``SimulationError`` when the platform does not start.
    public static func serve(
        _ configuration: ServeConfiguration, countries: any CountryLookup, logLevel: Logger.Level
    ) async throws {
        try await run(configuration, countries: countries, logLevel: logLevel)
    }

    /// - Parameter companion: Begins once the platform is ready; when it ends, the platform does.
    static func run(
        _ configuration: ServeConfiguration, countries: any CountryLookup, logLevel: Logger.Level,
        companion: (@Sendable (SimulatedWorld, SimulatedFleet, ReadyEvent) async -> Void)? = nil
    ) async throws {
        let clock = StreavClock.system
        let started = ProcessStart.monotonic ?? clock.monotonicNow
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "streav-sim")
        logger.logLevel = logLevel

        let world = try await SimulatedWorld.open(configuration, countries: countries, clock: clock, logger: logger)
        do {
            try await run(world, configuration, started: started, companion: companion)
        } catch {
            await world.close()
            throw error
        }
        await world.close()
    }

    private static func run(
        _ world: SimulatedWorld, _ configuration: ServeConfiguration, started: MonotonicInstant,
        companion: (@Sendable (SimulatedWorld, SimulatedFleet, ReadyEvent) async -> Void)?
    ) async throws {
        let (clock, logger) = (StreavClock.system, world.platform.logger)
        let events = EventLog()
        try await world.films?.prepare(events)
        let loops = HTTPEventLoops(serving: max(1, System.coreCount - 1))
        let fleet = SimulatedFleet(
            platform: world.platform, count: configuration.load?.platform.nodes ?? configuration.nodes, loops: loops
        ) { number in
            nodeConfiguration(configuration, number: number, probes: world.probes)
        }
        let streamingPorts = try await startStreaming(fleet, configuration)
        let ports = BoundPorts(streaming: streamingPorts[0], host: configuration.host)
        let services = services(configuration, world: world, fleet: fleet, ports: ports, logger: logger)
        let announcer = ReadyAnnouncer(
            world: world, fleet: fleet, ports: ports, events: events, clock: clock, started: started,
            companion: companion)
        var groupConfiguration = ServiceGroupConfiguration(
            // Ended in the reverse order: the streaming nodes first, while all they need still runs.
            services: ([SecondSignal(program: "streav-sim")] + services + [announcer, fleet]).map {
                // Cancelling would cut viewers off, and can abort the process inside a web server.
                .init(
                    service: $0,
                    // The announcer goes before the others only where a companion has done what it came for.
                    successTerminationBehavior: $0 is ReadyAnnouncer && companion != nil
                        ? .gracefullyShutdownGroup : .cancelGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        groupConfiguration.maximumGracefulShutdownDuration = grace
        let group = ServiceGroup(configuration: groupConfiguration)
        do {
            try await group.run()
        } catch let error as WebServerError {
            throw SimulationError(.startup, error.message + portAdvice(error, configuration))
        }
        await loops.shutdown()
        events.write(NotableEvent(event: "stopped"))
    }

    /// Which option chooses another port, where that would help.
    private static func portAdvice(_ error: WebServerError, _ configuration: ServeConfiguration) -> String {
        guard error.code == .addressInUse || error.code == .notPermitted else { return "" }
        let isAPI = error.message.contains(" port \(configuration.apiPort)")
        return " The option is \(isAPI ? "--api-port" : "--management-port")."
    }

    /// The first node has the name of the only one, so that a world can be kept with more nodes or fewer.
    private static func nodeConfiguration(
        _ configuration: ServeConfiguration, number: Int, probes: [String: @Sendable () async -> Bool]
    ) -> StreamingConfiguration {
        let port = configuration.streamingPort
        var node = StreamingConfiguration(
            name: nodeName(number),
            listener: Listener(host: configuration.host, port: port == 0 ? 0 : port + number - 1))
        node.probes = probes
        return node
    }

    static func nodeName(_ number: Int) -> String { number == 1 ? "sim" : "sim-\(number)" }

    private static func startStreaming(
        _ fleet: SimulatedFleet, _ configuration: ServeConfiguration
    ) async throws -> [Int] {
        do {
            return try await fleet.open()
        } catch let error as HTTPServerError {
            throw SimulationError(
                .startup,
                "the streaming server cannot listen on \(configuration.host) port \(streamingPorts(configuration)) "
                    + "(\(error.underlying)). Stop what does, or choose another port with --streaming-port.")
        }
    }

    private static func streamingPorts(_ configuration: ServeConfiguration) -> String {
        let first = configuration.streamingPort
        return configuration.nodes > 1 && first != 0 ? "\(first) to \(first + configuration.nodes - 1)" : "\(first)"
    }

    private static func services(
        _ configuration: ServeConfiguration, world: SimulatedWorld, fleet: SimulatedFleet, ports: BoundPorts,
        logger: Logger
    ) -> [any Service] {
        let readiness: @Sendable () async -> [String: Bool] = { await fleet.readiness() }
        let metrics: @Sendable () -> String = { fleet.metrics() }
        let management = managementServer(
            webServer(configuration, port: configuration.managementPort), world: world, fleet: fleet, ports: ports,
            readiness: readiness, metrics: metrics, logger: logger)
        let api = apiServer(
            webServer(configuration, port: configuration.apiPort),
            requestsPerSecond: configuration.apiRequestsPerSecond,
            platform: world.platform, ports: ports,
            readiness: readiness, metrics: metrics, logger: logger)
        let films = world.films.map { [$0.service] } ?? []
        let control: [any Service] = [
            OutboxRelayService(platform: world.platform), FleetReconcilerService(platform: world.platform),
            ConnectionUpkeepService(platform: world.platform),
        ]
        return films + control + [management, api]
    }

    /// The dashboard, and on its first page, for whoever works on this machine, the streams to watch at once.
    private static func managementServer(
        _ web: WebServerConfiguration, world: SimulatedWorld, fleet: SimulatedFleet, ports: BoundPorts,
        readiness: @escaping @Sendable () async -> [String: Bool], metrics: @escaping @Sendable () -> String,
        logger: Logger
    ) -> ManagementServer {
        let platform = world.platform
        var configuration = ManagementConfiguration()
        configuration.playback = PlaybackAddresses(publicURL: ports.streamingURL)
        let prober = SourceProber(opener: platform.sources, clock: platform.clock)
        configuration.probe = { await prober.probe($0) }
        configuration.landing = ManagementConfiguration.Landing(
            catalogue: { await world.landing(fleet: fleet, ports: ports) },
            administrator: world.credentials.flatMap {
                $0.adminUsername.isEmpty
                    ? nil : LandingAdministrator(username: $0.adminUsername, password: $0.adminPassword)
            })
        configuration.facts = [
            PlatformFact(.world, "streav-sim"),
            PlatformFact(.database, platform.database.dialect == .sqlite ? "SQLite" : "PostgreSQL"),
            PlatformFact(.listen, "\(web.host):\(web.port)"),
        ]
        configuration.fileProbe = MediaFileProbe(store: platform.media)
        configuration.pictures = world.pictures
        // Not of the world's seed, as for the API.
        let control = ControlPlane(
            database: platform.database, clock: platform.clock, entropy: SystemEntropy(),
            keys: ControlKeys(master: platform.secret), cache: platform.cache)
        return ManagementServer(
            web: web, configuration: configuration, control: control, cache: platform.cache, clock: platform.clock,
            readiness: readiness, metrics: metrics, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            onBound: { ports.management.set($0) }, logger: logger)
    }

    private static func apiServer(
        _ web: WebServerConfiguration, requestsPerSecond: Int?, platform: Platform, ports: BoundPorts,
        readiness: @escaping @Sendable () async -> [String: Bool], metrics: @escaping @Sendable () -> String,
        logger: Logger
    ) -> APIServer {
        // Not of the world's seed: a world that is started again would draw the ids of events anew that it has kept.
        let control = ControlPlane(
            database: platform.database, clock: platform.clock, entropy: SystemEntropy(),
            keys: ControlKeys(master: platform.secret), cache: platform.cache)
        var configuration = APIConfiguration(playback: PlaybackAddresses(publicURL: ports.streamingURL))
        if let requestsPerSecond {
            configuration.requestsPerSecond = requestsPerSecond
            configuration.burst = 2 * requestsPerSecond
        }
        return APIServer(
            web: web, configuration: configuration,
            control: control, cache: platform.cache, clock: platform.clock, secret: platform.secret,
            readiness: readiness, metrics: metrics, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            onBound: { ports.api.set($0) }, logger: logger)
    }

    private static func webServer(_ configuration: ServeConfiguration, port: Int) -> WebServerConfiguration {
        var server = WebServerConfiguration(host: configuration.host, port: port)
        server.exchangeDeadline = exchangeDeadline
        return server
    }

    /// No page of the simulator takes longer; a shutdown waits for what is under way.
    private static let exchangeDeadline: Duration = .seconds(10)
    /// More than the services need together, one after the other: the drain of the streaming ports (10 s), and a
    /// request head (10 s) with its exchange on each of the other two.
    private static let grace: Duration = .seconds(60)
}
