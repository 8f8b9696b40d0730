import Hummingbird
public import Logging
public import NIOCore
public import ServiceLifecycle
public import StreavControl
public import StreavCrypto
public import StreavPorts
public import StreavTelemetry
public import StreavWeb

/// The server of the API: OAuth, the resources under `/v1`, their reference, and the health pages.
public struct APIServer: Service, CustomStringConvertible {
    private let server: WebServer
    private let revocations: TokenRevocations
    private let journal: AuthenticationJournal

    /// - Parameters:
    ///   - web: Where to listen, and the limits.
    ///   - cache: Carries the news that tokens have ended.
    ///   - secret: The platform's master key.
    ///   - readiness: What must be well before requests should come here, by name.
    ///   - metrics: The metrics in Prometheus' text format.
    ///   - registry: Where requests and tokens are counted; nil: nowhere.
    ///   - onBound: Called once with the port, as soon as connections are accepted.
    public init(
        web: WebServerConfiguration,
        configuration: APIConfiguration,
        control: ControlPlane,
        cache: any Cache,
        clock: StreavClock,
        secret: SecretKey,
        readiness: @escaping @Sendable () async -> [String: Bool],
        metrics: @escaping @Sendable () -> String,
        registry: MetricRegistry? = nil,
        eventLoopGroup: any EventLoopGroup,
        onBound: @escaping @Sendable (Int) async -> Void,
        logger: Logger
    ) {
        if let problem = configuration.publicURL.flatMap(APIConfiguration.problem(ofPublicURL:)) {
            preconditionFailure(problem)
        }
        let address = PublicAddress(configured: configuration.publicURL)
        let issuer: @Sendable () -> String = { address.text }
        let revocations = TokenRevocations(database: control.database, cache: cache, clock: clock, logger: logger)
        let tokens = AccessTokens(
            control: control, revocations: revocations,
            keys: SigningKeys(id: 1, key: secret.derived(for: .bearerToken)))
        let counters = APIMetrics(registry: registry ?? MetricRegistry())
        let journal = AuthenticationJournal(control: control, logger: logger)
        let clients = ClientGate(control: control, throttle: FailureThrottle(clock: clock), journal: journal)
        let playback = control.playbackLinks(configuration.playback)
        let table = RouteTable(routes: Self.routes(control: control, playback: playback))
        let middleware = APIMiddleware(
            table: table,
            runner: RouteRunner(
                control: control, clock: clock,
                gate: BearerGate(tokens: tokens, issuer: issuer, journal: journal, metrics: counters),
                limiter: RateLimiter(
                    perSecond: configuration.requestsPerSecond, burst: configuration.burst, clock: clock),
                images: ImageLinks(publicURL: configuration.playback.publicURL), metrics: counters),
            oauth: OAuthRunner(
                token: TokenEndpoint(gate: clients, tokens: tokens, issuer: issuer, journal: journal),
                revocation: RevocationEndpoint(
                    gate: clients, tokens: tokens, issuer: issuer, journal: journal), metrics: counters),
            reference: Reference(table: table, issuer: issuer))
        var web = web
        // The API refuses larger bodies itself, each endpoint in its own form; this closes the connection.
        web.maximumBodyBytes = max(web.maximumBodyBytes, 4 * RequestContent.limit)
        let host = web.host
        self.revocations = revocations
        self.journal = journal
        server = WebServer(
            name: "API", configuration: web,
            metrics: registry.map { WebMetrics(registry: $0) { clock.monotonicNow.offset } },
            eventLoopGroup: eventLoopGroup,
            onBound: { port in
                address.bound(host: host, port: port)
                await onBound(port)
            }, logger: logger
        ) { router in
            router.add(middleware: middleware)
            HealthRoutes(readiness: readiness, metrics: metrics).add(to: router)
        }
    }

    /// Its name alone: services are logged, and what they hold is nobody's business.
    public var description: String { "API server" }

    /// Ends by graceful shutdown; throws ``WebServerError`` when it cannot listen.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [revocations] in await revocations.run() }
            group.addTask { [journal] in await journal.run() }
            // The server runs in this task: it ends by graceful shutdown, never by being cancelled.
            defer { group.cancelAll() }
            try await server.run()
        }
        // What the last requests left.
        await journal.flush()
    }
}
