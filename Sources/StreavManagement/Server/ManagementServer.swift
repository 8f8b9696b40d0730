import Hummingbird
public import Logging
public import NIOCore
public import ServiceLifecycle
public import StreavControl
public import StreavPorts
public import StreavTelemetry
public import StreavWeb

/// The management port: the dashboard, and the health pages.
public struct ManagementServer: Service, CustomStringConvertible {
    private let server: WebServer
    private let dashboard: Dashboard
    private let address: ManagementConfiguration
    private let logger: Logger

    /// - Parameters:
    ///   - web: Where to listen, and the limits.
    ///   - cache: Slows guessing down.
    ///   - readiness: What must be well before requests should come here, by name.
    ///   - metrics: The metrics in Prometheus' text format.
    ///   - registry: Where requests are counted; nil: nowhere.
    ///   - onBound: Called once with the port, as soon as connections are accepted.
    public init(
        web: WebServerConfiguration,
        configuration: ManagementConfiguration = ManagementConfiguration(),
        control: ControlPlane,
        cache: any Cache,
        clock: StreavClock,
        readiness: @escaping @Sendable () async -> [String: Bool],
        metrics: @escaping @Sendable () -> String,
        registry: MetricRegistry? = nil,
        eventLoopGroup: any EventLoopGroup,
        onBound: @escaping @Sendable (Int) async -> Void,
        logger: Logger
    ) {
        let access = LocalAccess()
        let landing = configuration.landing.map {
            Dashboard.Landing(access: access, catalogue: $0.catalogue, administrator: $0.administrator)
        }
        let dashboard = Dashboard(
            control: control,
            authentication: UserAuthentication(
                control: control, cache: cache, hasher: PasswordHasher(cost: configuration.passwordCost)),
            clock: clock,
            address: DashboardAddress(publicURL: configuration.publicURL, proxies: configuration.trustedProxies),
            landing: landing, loads: LoadHistory(control: control, clock: clock, logger: logger),
            liveStreams: LiveChannelGate(), facts: configuration.facts, logger: logger,
            playback: configuration.playback.map(control.playbackLinks), probe: configuration.probe,
            fileProbe: configuration.fileProbe, pictures: configuration.pictures)
        var web = web
        web.isSecure = dashboard.address.isSecure
        // A form with a picture; what other forms may have is checked where they are read.
        web.maximumBodyBytes = max(web.maximumBodyBytes, PictureUpload.shape.byteLimit)
        server = WebServer(
            name: "management", configuration: web,
            metrics: registry.map { WebMetrics(registry: $0) { clock.monotonicNow.offset } },
            eventLoopGroup: eventLoopGroup, onBound: onBound, logger: logger
        ) { router in
            router.add(
                middleware: DashboardMiddleware(dashboard: dashboard, table: PageTable(routes: Dashboard.routes)))
            HealthRoutes(readiness: readiness, metrics: metrics).add(to: router)
            if let landing { LandingRoutes(access: landing.access, catalogue: landing.catalogue).add(to: router) }
        }
        self.dashboard = dashboard
        address = configuration
        self.logger = logger
    }

    /// Its name alone: services are logged, and what they hold is nobody's business.
    public var description: String { "management server" }

    /// Ends by graceful shutdown; throws ``StreavWeb/WebServerError`` when it cannot listen.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [dashboard] in await dashboard.loads.run() }
            group.addTask { [dashboard] in await SessionUpkeep(dashboard: dashboard).run() }
            group.addTask { await announceSetUp() }
            // The server runs in this task: it ends by graceful shutdown, never by being cancelled.
            defer { group.cancelAll() }
            try await server.run()
        }
    }

    /// Whoever may read the log may make the first administrator.
    private func announceSetUp() async {
        guard address.landing == nil, (try? await dashboard.authentication.needsSetUp()) == true else { return }
        let start = address.publicURL ?? ""
        logger.notice(
            "there is no administrator yet: open this address to make the first one",
            metadata: ["address": "\(start)/setup?token=\(dashboard.authentication.setUpToken)"])
    }
}
