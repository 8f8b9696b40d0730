#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Keeps a listener going when the process is out of handles.
///
/// A connection that can not be accepted stays in the kernel's queue, where it keeps the loop awake and its client
/// waiting. A spare handle is given up to accept and drop it at once, then taken again.
final class AcceptGuard: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    /// Connections taken in one go before other work of the loop has its turn.
    static let acceptsPerWakeUp: UInt = 16
    /// Connections dropped in one go.
    private static let dropsPerError = 64
    /// Rest after an error that dropping did not help against.
    private static let pause = TimeAmount.milliseconds(50)
    /// Least time between two log lines about it.
    private static let logInterval = TimeAmount.seconds(10)

    private let counters: HTTPServerCounters
    private let logger: Logger
    private var spare: CInt = -1
    private var isPaused = false
    private var loggedAt: NIODeadline?

    init(counters: HTTPServerCounters, logger: Logger) {
        self.counters = counters
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        takeSpare()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        if spare >= 0 { closeHandle(spare) }
        spare = -1
    }

    func read(context: ChannelHandlerContext) {
        if !isPaused { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let code = (error as? IOError)?.errnoCode, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) else {
            // A client that left before it was accepted, and the like: the listener is none the worse for it.
            return
        }
        let dropped = dropWaiting(context)
        counters.refusedNoHandles.add(dropped, ordering: .relaxed)
        log(context, code, dropped)
        if dropped == 0 { rest(context) }
    }

    private func closeHandle(_ descriptor: CInt) {
        #if canImport(Glibc)
        _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
        _ = Musl.close(descriptor)
        #endif
    }

    private func takeSpare() {
        spare = open("/dev/null", O_RDONLY | O_CLOEXEC)
    }

    private func dropWaiting(_ context: ChannelHandlerContext) -> Int {
        guard spare >= 0 else {
            takeSpare()
            return 0
        }
        closeHandle(spare)
        spare = -1
        defer { takeSpare() }
        var dropped = 0
        // The transport is missing only on channels that are not sockets, which a listener always is.
        try? context.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            while dropped < Self.dropsPerError {
                let descriptor = accept($0, nil, nil)
                guard descriptor >= 0 else { return }
                closeHandle(descriptor)
                dropped += 1
            }
        }
        return dropped
    }

    private func rest(_ context: ChannelHandlerContext) {
        guard !isPaused else { return }
        isPaused = true
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            self.isPaused = false
            context.read()
        }
    }

    private func log(_ context: ChannelHandlerContext, _ code: CInt, _ dropped: Int) {
        let now = context.eventLoop.now
        if let loggedAt, now - loggedAt < Self.logInterval { return }
        loggedAt = now
        logger.error(
            "no handle left for new connections",
            metadata: ["errno": "\(code)", "dropped": "\(dropped)"])
    }
}
