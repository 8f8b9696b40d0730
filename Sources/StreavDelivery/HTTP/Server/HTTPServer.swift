public import Logging
public import NIOCore
internal import NIOPosix
public import StreavPorts
internal import Synchronization

/// HTTP/1.1 and 1.0 over TCP (RFC 9110, RFC 9112), strict with what comes in.
///
/// ``start()``, then ``drain(within:)`` or ``shutdown()``, each once and in this order.
public final class HTTPServer: Sendable {
    public let counters: HTTPServerCounters
    let configuration: HTTPServerConfiguration
    private let loops: HTTPEventLoops
    private let context: ServerContext
    private let logger: Logger
    private let listener = Mutex<(any Channel)?>(nil)

    public init(
        configuration: HTTPServerConfiguration, handler: any HTTPHandler, eventLoops: HTTPEventLoops,
        clock: StreavClock, logger: Logger, counters: HTTPServerCounters = HTTPServerCounters()
    ) {
        self.configuration = configuration
        self.counters = counters
        self.loops = eventLoops
        self.logger = logger
        context = ServerContext(
            configuration: configuration, handler: handler, counters: counters, clock: clock,
            loops: eventLoops.serving)
    }

    /// Listens. Returns the address, with the port that was free where 0 was asked for.
    public func start() async throws(HTTPServerError) -> SocketAddress {
        let address: SocketAddress
        do {
            address = try SocketAddress.makeAddressResolvingHost(configuration.host, port: configuration.port)
        } catch {
            throw HTTPServerError(code: .unknownHost, underlying: "\(configuration.host): \(error)")
        }
        do {
            let channel = try await bootstrap().bind(to: address).get()
            listener.withLock { $0 = channel }
            context.startSweeping()
            guard let bound = channel.localAddress else {
                throw HTTPServerError(code: .cannotBind, underlying: "the socket has no address")
            }
            return bound
        } catch let error as HTTPServerError {
            throw error
        } catch {
            throw HTTPServerError(code: .cannotBind, underlying: "\(address): \(error)")
        }
    }

    /// Takes no more connections, answers what is under way with `Connection: close`, ends streams, and returns when
    /// all connections are gone, at the latest after `deadline`; then the rest are cut off.
    public func drain(within deadline: Duration) async {
        await stopListening()
        await context.drain(within: TimeAmount(deadline))
    }

    /// Cuts all connections off. Does nothing after a drain.
    public func shutdown() async {
        await stopListening()
        await context.drain(within: .zero)
    }

    private func stopListening() async {
        let channel = listener.withLock { channel in
            defer { channel = nil }
            return channel
        }
        // It fails when the listener is closed already.
        try? await channel?.close().get()
    }

    private func bootstrap() -> ServerBootstrap {
        let context = context
        let counters = counters
        let logger = logger
        let configuration = configuration
        return ServerBootstrap(group: loops.acceptor, childGroup: loops.servers)
            .serverChannelOption(.backlog, value: configuration.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: AcceptGuard.acceptsPerWakeUp)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGuard(counters: counters, logger: logger))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: configuration.writeLowWaterMark, high: configuration.writeHighWaterMark)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try context.open(channel) }
            }
    }
}
