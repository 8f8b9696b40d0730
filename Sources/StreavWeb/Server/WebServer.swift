public import Hummingbird
import HummingbirdCore
public import Logging
public import NIOCore
public import ServiceLifecycle

/// A server for pages and API answers: Hummingbird with every limit set.
///
/// It ends by the graceful shutdown of the `ServiceGroup` it runs in: open exchanges finish, idle connections close.
/// It must not be ended by cancelling its task, since that can abort the process inside NIO.
public struct WebServer: Service, CustomStringConvertible {
    private let name: String
    private let configuration: WebServerConfiguration
    private let responder: any HTTPResponder<WebRequestContext>
    private let eventLoopGroup: any EventLoopGroup
    private let onBound: @Sendable (Int) async -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - name: What the operator calls this server, such as `management`; for messages.
    ///   - policy: The headers of every answer.
    ///   - metrics: Where requests are counted; nil: nowhere.
    ///   - eventLoopGroup: The event loops to run on.
    ///   - onBound: Called once with the port, as soon as connections are accepted.
    ///   - routes: Adds the routes. Limits, error answers and headers surround all of them.
    public init(
        name: String, configuration: WebServerConfiguration, policy: SecurityPolicy = SecurityPolicy(),
        metrics: WebMetrics? = nil, eventLoopGroup: any EventLoopGroup,
        onBound: @escaping @Sendable (Int) async -> Void, logger: Logger,
        routes: (Router<WebRequestContext>) -> Void
    ) {
        let router = Router(context: WebRequestContext.self, options: .autoGenerateHeadEndpoints)
        // First of all: the router gives a middleware only the routes that come after it.
        router.add(middleware: ProblemMiddleware())
        routes(router)
        self.name = name
        self.configuration = configuration
        self.responder = WebResponder(
            inner: router.buildResponder(), configuration: configuration, policy: policy,
            metrics: metrics)
        self.eventLoopGroup = eventLoopGroup
        self.onBound = onBound
        self.logger = logger
    }

    /// Its name alone: services are logged, and what they hold is nobody's business.
    public var description: String { "\(name) server" }

    /// Throws ``WebServerError`` when it cannot listen.
    public func run() async throws {
        do {
            try await serve(responder)
        } catch let error as IOError {
            throw bindError(error)
        } catch let error as SocketAddressError {
            throw WebServerError(
                code: .addressNotAvailable,
                message: "The \(name) server cannot listen on \(place): \(error).")
        }
    }

    private func serve(_ responder: some HTTPResponder<WebRequestContext>) async throws {
        let application = Application(
            responder: responder,
            server: .http1(configuration: channelConfiguration),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: .maximum(configuration.maximumConnections, logger: logger)),
            onServerRunning: { channel in
                await onBound(channel.localAddress?.port ?? configuration.port)
            },
            eventLoopGroupProvider: .shared(eventLoopGroup),
            logger: logger)
        try await application.run()
    }

    private var channelConfiguration: HTTP1Channel.Configuration {
        let deadline = TimeAmount(configuration.exchangeDeadline)
        let maximumBodyBytes = configuration.maximumBodyBytes
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [ExchangeGuard(deadline: deadline, maximumBodyBytes: maximumBodyBytes)],
            // Only whole parts of a request count as activity there, so for a head this is an absolute deadline.
            idleTimeout: TimeAmount(configuration.headDeadline),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.maximumHeadBytes,
                maxHeaderListSize: configuration.maximumHeadBytes,
                maxHeaderFieldCount: configuration.maximumFields))
    }

    private var place: String { "\(configuration.host) port \(configuration.port)" }

    private func bindError(_ error: IOError) -> WebServerError {
        switch error.errnoCode {
        case SystemErrorNumber.addressInUse:
            WebServerError(
                code: .addressInUse,
                message: "The \(name) server cannot listen on \(place): something else does. "
                    + "Stop that, or choose another port.")
        case SystemErrorNumber.accessDenied:
            WebServerError(
                code: .notPermitted,
                message: "The \(name) server may not listen on \(place). Choose a port above 1023.")
        case SystemErrorNumber.addressNotAvailable:
            WebServerError(
                code: .addressNotAvailable,
                message: "The \(name) server cannot listen on \(place): this machine has no such address.")
        default:
            WebServerError(
                code: .failed, message: "The \(name) server cannot listen on \(place): \(error).")
        }
    }
}
