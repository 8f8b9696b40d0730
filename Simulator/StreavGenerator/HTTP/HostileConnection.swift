import NIOCore
import NIOPosix
import StreavLoad

/// A connection on which bytes are sent as they are, and of whose answer the head is read. Lives on one event loop.
final class HostileConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// From one byte to the next of what drips.
    private static let drip = TimeAmount.milliseconds(500)

    private let bytes: [UInt8]
    private let drips: Bool
    private let patience: TimeAmount
    private var sent = 0
    private var answer: [UInt8] = []
    private var done: ((AttackAnswer) -> Void)?
    private var context: ChannelHandlerContext?

    private init(_ bytes: [UInt8], drips: Bool, patience: TimeAmount, done: @escaping (AttackAnswer) -> Void) {
        self.bytes = bytes
        self.drips = drips
        self.patience = patience
        self.done = done
    }

    /// Connects, sends, and says once what came of it. A connection that is refused is an end too.
    ///
    /// - Parameter patience: How long an answer, or the end, may take.
    static func send(
        _ bytes: [UInt8], drips: Bool, to endpoint: LoadConnection.Endpoint, patience: TimeAmount,
        on loop: any EventLoop, done: @escaping (AttackAnswer) -> Void
    ) {
        let connection = HostileConnection(bytes, drips: drips, patience: patience, done: done)
        let bound = NIOLoopBound(connection, eventLoop: loop)
        var bootstrap = ClientBootstrap(group: loop).connectTimeout(endpoint.connectTimeout)
            .channelOption(.socketOption(.so_reuseaddr), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value)
                }
            }
        if let source = endpoint.source { bootstrap = bootstrap.bind(to: source) }
        bootstrap.connect(to: endpoint.target).whenFailure { _ in bound.value.conclude(.closed) }
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        if drips {
            sendNext()
        } else {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        }
        context.eventLoop.assumeIsolated().scheduleTask(in: patience) { [weak self] in self?.conclude(.silence) }
    }

    private func sendNext() {
        guard let context, done != nil, sent < bytes.count else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [bytes[sent]])), promise: nil)
        sent += 1
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.drip) { [weak self] in self?.sendNext() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        answer.append(contentsOf: part.readableBytesView.prefix(AttackAnswer.readBytes - answer.count))
        if let answer = AttackAnswer(reading: answer) { conclude(answer) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        conclude(.closed)
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        conclude(.closed)
    }

    private func conclude(_ answer: AttackAnswer) {
        guard let done else { return }
        self.done = nil
        done(answer)
        context?.close(promise: nil)
    }
}
