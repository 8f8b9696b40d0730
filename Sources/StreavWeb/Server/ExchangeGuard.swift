import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose exchange takes too long or whose body is too large: a body that drips in or never ends, an
/// answer that is never read.
///
/// The idle timeout of the server cannot see these, since each byte of a body counts as activity there and an answer
/// under way stops its clock. The deadline here is absolute: from the head of a request until it has wholly arrived and
/// its answer has wholly left.
final class ExchangeGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let deadline: TimeAmount
    private let maximumBodyBytes: Int
    private var isReceiving = false
    private var bodyBytes = 0
    private var answersOwed = 0
    private var timer: Scheduled<Void>?

    init(deadline: TimeAmount, maximumBodyBytes: Int) {
        self.deadline = deadline
        self.maximumBodyBytes = maximumBodyBytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReceiving = true
            bodyBytes = 0
            answersOwed += 1
            if timer == nil { start(on: context.channel) }
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            if bodyBytes > maximumBodyBytes {
                context.close(promise: nil)
                return
            }
        case .end:
            isReceiving = false
            settle(on: context.channel)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else {
            context.write(data, promise: promise)
            return
        }
        // An answer has left with its last byte, not when it is queued for a reader that does not read.
        let written = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenSuccess {
            bound.value.handler.answerLeft(on: bound.value.context.channel)
        }
        context.write(data, promise: written)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func answerLeft(on channel: any Channel) {
        answersOwed = max(0, answersOwed - 1)
        stop()
        settle(on: channel)
    }

    /// Runs the clock while anything is open.
    private func settle(on channel: any Channel) {
        if !isReceiving && answersOwed == 0 {
            stop()
        } else if timer == nil {
            start(on: channel)
        }
    }

    private func start(on channel: any Channel) {
        timer = channel.eventLoop.scheduleTask(in: deadline) {
            channel.close(promise: nil)
        }
    }

    private func stop() {
        timer?.cancel()
        timer = nil
    }
}
