public import Logging
public import NIOCore
public import ServiceLifecycle
public import StreavWeb

/// The management port while it holds the landing page: every live stream's address, a player, and a list to download.
///
/// The page shows credentials, so it answers this machine alone (``LocalAccess``); the health pages answer everyone.
public struct LandingServer: Service, CustomStringConvertible {
    private let server: WebServer

    /// - Parameters:
    ///   - hosts: Further host names under which the page may be asked for; local names always are.
    ///   - catalogue: What to show; asked for with each request.
    ///   - readiness: What must be well before requests should come here, by name.
    ///   - metrics: The metrics in Prometheus' text format.
    ///   - onBound: Called once with the port, as soon as connections are accepted.
    public init(
        configuration: WebServerConfiguration,
        hosts: [String] = [],
        catalogue: @escaping @Sendable () async -> LandingCatalogue,
        readiness: @escaping @Sendable () async -> [String: Bool],
        metrics: @escaping @Sendable () -> String,
        eventLoopGroup: any EventLoopGroup,
        onBound: @escaping @Sendable (Int) async -> Void,
        logger: Logger
    ) {
        server = WebServer(
            name: "management", configuration: configuration, eventLoopGroup: eventLoopGroup, onBound: onBound,
            logger: logger
        ) { router in
            HealthRoutes(readiness: readiness, metrics: metrics).add(to: router)
            LandingRoutes(access: LocalAccess(hosts: hosts), catalogue: catalogue).add(to: router)
        }
    }

    /// Its name alone: services are logged, and what they hold is nobody's business.
    public var description: String { "management server" }

    /// Ends by graceful shutdown; throws ``WebServerError`` when it cannot listen.
    public func run() async throws {
        try await server.run()
    }
}
