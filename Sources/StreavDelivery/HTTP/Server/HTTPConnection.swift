import StreavDomain
internal import NIOCore
internal import Synchronization

/// One transport connection: requests in, answers out, in order, one at a time. Lives on its event loop.
///
/// Reading is here; answering, streaming and deadlines are in extensions.
final class HTTPConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = IOData

    enum Phase: Equatable {
        /// Between requests, or before the first.
        case idle
        /// A request has begun and is not complete.
        case receiving
        /// The handler has a request.
        case handling
        case streaming
        /// The answer is a file, on its way.
        case sendingFile
        /// The last answer is being written.
        case finishing
        /// All is sent; the client may still be talking, and a reset would take the answer from it.
        case lingering
        case closed
    }

    /// TCP_NOTSENT_LOWAT of Linux, which no module names.
    private static let notSentLowWater = ChannelOptions.Types.SocketOption(
        level: .tcp, name: NIOBSDSocket.Option(rawValue: 25))

    let identifier: UInt64
    let server: ServerContext
    let loop: ServingLoop
    var context: ChannelHandlerContext?
    var phase = Phase.idle
    var parser: RequestParser
    /// Of the request at hand; answers to others are too late.
    var number: UInt64 = 0
    var isHead = false
    var isKeepAlive = true
    var isVersion10 = false
    /// When the present phase has lasted too long.
    var deadline = NIODeadline.distantFuture
    var closeReason = HTTPCloseReason.peerClosed
    var closeCallback: ((HTTPCloseReason) -> Void)?
    var writableCallback: (() -> Void)?
    /// While a file is being sent.
    var fileSending: FileSending?
    var needsFlush = false
    var isFlushDeferred = false
    var writes = WriteProgress()
    /// Bytes written before the stream's content.
    var streamStart = 0
    private var isContentTimed = false
    private var isProcessing = false
    private var isReadingPaused = false
    private var peer = IPAddress.unspecified
    private var peerText = ""
    private var hasPlace = false

    init(server: ServerContext, loop: ServingLoop) {
        self.server = server
        self.loop = loop
        identifier = server.nextIdentifier()
        parser = RequestParser(limits: server.configuration.limits)
    }

    var now: NIODeadline { loop.eventLoop.now }

    // MARK: Lifetime

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelActive(context: ChannelHandlerContext) {
        server.didOpen()
        loop.add(self)
        peer = IPAddress(context.remoteAddress) ?? .unspecified
        peerText = peer.description
        guard !server.isDraining else { return abort(.drained) }
        switch server.admission.enter(peer) {
        case .admitted:
            hasPlace = true
            server.counters.acceptedConnections.add(1, ordering: .relaxed)
            deadline = now + server.configuration.headerTimeout
            // Where the kernel does not know it, slow readers are merely seen later.
            try? context.channel.syncOptions?.setOption(
                Self.notSentLowWater, value: .init(server.configuration.unsentBytes))
        case .tooMany:
            server.counters.refusedTotalCap.add(1, ordering: .relaxed)
            refuse()
        case .tooManyFromAddress:
            server.counters.refusedAddressCap.add(1, ordering: .relaxed)
            refuse()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard loop.remove(self) else { return }
        if phase == .streaming { server.counters.openStreams.subtract(1, ordering: .relaxed) }
        if phase == .lingering { closeReason = closeReason == .peerClosed ? .completed : closeReason }
        phase = .closed
        if hasPlace { server.admission.leave(peer) }
        server.didClose(closeReason)
        writableCallback = nil
        fileSending = nil
        let callback = closeCallback
        closeCallback = nil
        callback?(closeReason)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if closeReason == .peerClosed, (error as? IOError)?.errnoCode != ConnectionFault.reset {
            closeReason = .connectionError
        }
        context.close(promise: nil)
    }

    /// Answers without looking at a request and closes; best effort, since handles are what is short.
    private func refuse() {
        phase = .finishing
        closeReason = .refused
        let answer = HTTPResponse.overloaded(retryAfter: 5)
        write(answer, length: answer.body.count, persistence: .close, promise: nil)
        flushIfNeeded()
        context?.close(promise: nil)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .idle, .receiving, .handling, .sendingFile:
            parser.append(unwrapInboundIn(data))
            isFlushDeferred = true
            process()
            limitPipelining(context)
        case .streaming, .finishing, .lingering, .closed:
            // Nothing more is answered; reading goes on so that the end is noticed.
            break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isFlushDeferred = false
        flushIfNeeded()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable else { return }
        if phase == .streaming { writableCallback?() } else { pumpFile() }
    }

    /// Handles what has come, until something is missing or the handler takes its time.
    func process() {
        // An answer given at once comes back here from within the loop below.
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        while phase == .idle || phase == .receiving {
            switch parser.next() {
            case .needsMore:
                return waitForMore()
            case .request(let head, let body):
                hand(over: head, body)
            case .rejected(let rejection):
                reject(rejection)
            }
        }
    }

    private func waitForMore() {
        guard !parser.isBetweenRequests else { return }
        if phase == .idle {
            phase = .receiving
            // The first head's time runs from the connection's start.
            if number > 0 { deadline = now + server.configuration.headerTimeout }
        }
        if parser.isReadingContent, !isContentTimed {
            isContentTimed = true
            deadline = now + server.configuration.bodyTimeout
        }
        if parser.wantsContinue {
            parser.didContinue()
            writeContinue()
        }
    }

    private func hand(over head: RequestHead, _ body: ByteBuffer) {
        number += 1
        phase = .handling
        deadline = .distantFuture
        isContentTimed = false
        isHead = head.method == .head
        isKeepAlive = head.isKeepAlive
        isVersion10 = head.minorVersion == 0
        closeCallback = nil
        server.counters.requests.add(1, ordering: .relaxed)
        let client = server.trust.client(of: head, from: peer)
        let request = HTTPRequest(
            head: head, body: body, client: client, clientAddress: client == peer ? peerText : client.description,
            connection: identifier)
        server.handler.handle(
            request, on: HTTPExchange(connection: self, number: number, eventLoop: loop.eventLoop))
    }

    private func reject(_ rejection: RequestRejection) {
        server.counters.rejectedRequests.add(1, ordering: .relaxed)
        closeReason = .badRequest
        isHead = false
        finish(.problem(rejection.status, code: rejection.rawValue))
    }

    /// Stops reading while too much of the future waits for the present.
    private func limitPipelining(_ context: ChannelHandlerContext) {
        let isOver =
            (phase == .handling || phase == .sendingFile)
            && parser.bufferedBytes >= server.configuration.limits.maximumPipelinedBytes
        guard isOver, !isReadingPaused else { return }
        isReadingPaused = true
        setAutoRead(false)
    }

    func resumeReadingIfPaused() {
        guard isReadingPaused else { return }
        isReadingPaused = false
        setAutoRead(true)
    }

    private func setAutoRead(_ value: Bool) {
        // Every channel of NIOPosix has this option; it fails on closed ones only, where it means nothing.
        try? context?.channel.syncOptions?.setOption(.autoRead, value: value)
    }
}
