public import Logging
public import NIOCore
public import ServiceLifecycle
public import StreavWeb

/// The server of the API. It answers its health pages; every other address is a problem document that says so.
public struct APIServer: Service, CustomStringConvertible {
    private let server: WebServer

    /// - Parameters:
    ///   - readiness: What must be well before requests should come here, by name.
    ///   - metrics: The metrics in Prometheus' text format.
    ///   - onBound: Called once with the port, as soon as connections are accepted.
    public init(
        configuration: WebServerConfiguration,
        readiness: @escaping @Sendable () async -> [String: Bool],
        metrics: @escaping @Sendable () -> String,
        eventLoopGroup: any EventLoopGroup,
        onBound: @escaping @Sendable (Int) async -> Void,
        logger: Logger
    ) {
        server = WebServer(
            name: "API", configuration: configuration, eventLoopGroup: eventLoopGroup, onBound: onBound, logger: logger
        ) { router in
            HealthRoutes(readiness: readiness, metrics: metrics).add(to: router)
        }
    }

    /// Its name alone: services are logged, and what they hold is nobody's business.
    public var description: String { "API server" }

    /// Ends by graceful shutdown; throws ``WebServerError`` when it cannot listen.
    public func run() async throws {
        try await server.run()
    }
}
