import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import StreavPorts

/// A synthetic client's connection: one request at a time, answers counted rather than kept. Lives on one event loop.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// Where requests go, and where they seem to come from.
    struct Endpoint: Sendable {
        var target: SocketAddress
        /// The `Host` field.
        var authority: String
        /// Nil: the system chooses.
        var source: SocketAddress?
        var connectTimeout = TimeAmount.seconds(5)
    }

    private struct Exchange {
        var request: LoadRequest
        var head: HTTPResponseHead?
        var body: ByteBuffer?
        var bytes = 0
        var started: MonotonicInstant
        var firstByte: MonotonicInstant?
        var received: ((ByteBuffer) -> Void)?
        var done: (Result<LoadResponse, TransferFailure>) -> Void
        var deadline: Scheduled<Void>?
    }

    private let endpoint: Endpoint
    private let userAgent: String
    private let clock: StreavClock
    private var context: ChannelHandlerContext?
    private var exchange: Exchange?
    private var closesAfterAnswer = false
    private(set) var isOpen = false
    /// Of the answer under way, as its head states it.
    var expectedBytes: Int? { exchange?.head?.headers.first(name: "Content-Length").flatMap { Int($0) } }

    private init(_ endpoint: Endpoint, userAgent: String, clock: StreavClock) {
        self.endpoint = endpoint
        self.userAgent = userAgent
        self.clock = clock
    }

    /// Connects; `opened` is called on the event loop.
    static func open(
        _ endpoint: Endpoint, userAgent: String, clock: StreavClock, on loop: any EventLoop,
        opened: @escaping (Result<LoadConnection, TransferFailure>) -> Void
    ) {
        let connection = LoadConnection(endpoint, userAgent: userAgent, clock: clock)
        let bound = NIOLoopBound((connection, opened), eventLoop: loop)
        var bootstrap = ClientBootstrap(group: loop).connectTimeout(endpoint.connectTimeout)
            .channelOption(.socketOption(.so_reuseaddr), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 * 1024))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers = channel.pipeline.syncOperations
                    try handlers.addHandler(HTTPRequestEncoder())
                    try handlers.addHandler(ByteToMessageHandler(HTTPResponseDecoder()))
                    try handlers.addHandler(bound.value.0)
                }
            }
        if let source = endpoint.source { bootstrap = bootstrap.bind(to: source) }
        bootstrap.connect(to: endpoint.target).whenComplete { result in
            let (connection, opened) = bound.value
            switch result {
            case .success:
                // The channel says so itself only after this.
                connection.isOpen = true
                opened(.success(connection))
            case .failure(let error): opened(.failure(Self.failure(error)))
            }
        }
    }

    /// Sends a request. There must be none under way.
    ///
    /// - Parameters:
    ///   - received: Each piece of the body as it comes, of an answer of status 2xx.
    ///   - done: Called once.
    func send(
        _ request: LoadRequest, received: ((ByteBuffer) -> Void)? = nil,
        done: @escaping (Result<LoadResponse, TransferFailure>) -> Void
    ) {
        precondition(exchange == nil, "one request at a time")
        guard let context, isOpen else { return done(.failure(.closed)) }
        var head = HTTPRequestHead(version: .http1_1, method: request.method, uri: request.target)
        head.headers.add(name: "Host", value: endpoint.authority)
        head.headers.add(name: "User-Agent", value: userAgent)
        for field in request.headers { head.headers.add(name: field.name, value: field.value) }
        if let body = request.body { head.headers.add(name: "Content-Length", value: String(body.readableBytes)) }
        var exchange = Exchange(request: request, started: clock.monotonicNow, received: received, done: done)
        if let timeout = request.timeout {
            exchange.deadline = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { self.fail(.timedOut) }
        }
        self.exchange = exchange
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let body = request.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// Stops or goes on taking what comes.
    func setReading(_ reads: Bool) {
        guard let context, isOpen else { return }
        context.channel.setOption(.autoRead, value: reads).whenFailure { _ in }
    }

    /// Ends it, whatever is under way. Nobody is called back.
    func close() {
        exchange?.deadline?.cancel()
        exchange = nil
        isOpen = false
        context?.close(promise: nil)
    }

    /// Of an answer that is none, so many bytes and the piece they end in are kept.
    private static let keptOfErrors = 4_096

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        isOpen = context.channel.isActive
    }

    func channelActive(context: ChannelHandlerContext) {
        isOpen = true
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard exchange != nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            // 1xx answers come before the one that counts.
            guard head.status.code >= 200 else { return }
            closesAfterAnswer = !head.isKeepAlive
            exchange?.head = head
            exchange?.firstByte = clock.monotonicNow
            if let limit = exchange?.request.keptBytes {
                exchange?.body = ByteBufferAllocator().buffer(capacity: min(limit, 4096))
            }
        case .body(let part):
            take(part)
        case .end:
            guard exchange?.head != nil else { return }
            finish()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isOpen = false
        fail(.closed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error is HTTPParserError ? .malformed("\(error)") : Self.failure(error))
        context.close(promise: nil)
    }

    private func take(_ part: ByteBuffer) {
        exchange?.bytes += part.readableBytes
        // What an error says is no media, and is read for its code.
        if let status = exchange?.head?.status.code, status >= 300 {
            if exchange?.body == nil { exchange?.body = ByteBuffer() }
            if exchange?.body.map({ $0.readableBytes < Self.keptOfErrors }) == true {
                exchange?.body?.writeImmutableBuffer(part)
            }
            return
        }
        if let limit = exchange?.request.keptBytes {
            guard let bytes = exchange?.bytes, bytes <= limit else {
                return fail(.malformed("the answer is longer than \(limit) bytes"))
            }
            exchange?.body?.writeImmutableBuffer(part)
        }
        exchange?.received?(part)
    }

    private func finish() {
        guard let ended = exchange, let head = ended.head else { return }
        exchange = nil
        ended.deadline?.cancel()
        if closesAfterAnswer {
            isOpen = false
            context?.close(promise: nil)
        }
        let now = clock.monotonicNow
        ended.done(
            .success(
                LoadResponse(
                    status: Int(head.status.code), headers: head.headers, body: ended.body, bytes: ended.bytes,
                    timing: LoadTiming(
                        intended: ended.request.intended, started: ended.started,
                        firstByte: ended.firstByte ?? now, done: now))))
    }

    private func fail(_ failure: TransferFailure) {
        guard let ended = exchange else { return }
        exchange = nil
        ended.deadline?.cancel()
        isOpen = false
        context?.close(promise: nil)
        ended.done(.failure(failure))
    }

    private static func failure(_ error: any Error) -> TransferFailure {
        guard let error = error as? IOError else { return .unreachable("\(error)") }
        switch error.errnoCode {
        case EMFILE, ENFILE, EADDRNOTAVAIL, ENOBUFS, ENOMEM: return .exhausted("\(error)")
        case ECONNRESET, EPIPE: return .closed
        default: return .unreachable("\(error)")
        }
    }
}
