import NIOCore
import StreavDomain
import StreavPorts
import StreavStreaming

extension StreamingHandler {
    func transportStream(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        submit(exchange) {
            if request.method == .head {
                if let denial = await self.gatekeeper.objection(to: viewer) { return self.refuse(denial, exchange) }
                return exchange.respond(
                    HTTPResponse(.ok, headers: AnswerHeaders.transportStream, closesConnection: true))
            }
            let handle = TransportStreamHandle()
            let admission = await self.gatekeeper.openTransportStream(
                viewer, connection: ConnectionKey(request.connection)
            ) { _ in
                handle.close()
            }
            switch admission {
            case .failure(let denial):
                self.refuse(denial, exchange)
            case .success(let ticket):
                guard let channel = self.channels.channel(viewer.stream), await self.awaitBlocks(of: channel) else {
                    self.gatekeeper.transportStreamEnded(session: ticket.sessionID)
                    return self.refuse(Denial(.streamUnavailable), exchange)
                }
                exchange.eventLoop.execute {
                    self.start(channel, ticket: ticket, handle: handle, exchange: exchange)
                }
            }
        }
    }

    /// On the exchange's event loop.
    private func start(
        _ channel: LiveChannel, ticket: SessionTicket, handle: TransportStreamHandle, exchange: HTTPExchange
    ) {
        let gatekeeper = gatekeeper
        let stream = exchange.startStream(status: .ok, headers: AnswerHeaders.transportStream)
        let outlet = outlet(for: channel, on: exchange.eventLoop)
        let viewer = TransportViewer(
            session: ticket.sessionID, stream: stream, policy: viewerPolicy, counters: counters,
            gatekeeper: gatekeeper, now: clock.monotonicNow)
        handle.attach(stream)
        let bound = NIOLoopBound(viewer, eventLoop: exchange.eventLoop)
        stream.onWritable { outlet.resume(bound.value) }
        exchange.onClose { _ in
            outlet.detach(bound.value)
            gatekeeper.transportStreamEnded(session: ticket.sessionID)
        }
        outlet.attach(viewer)
    }

    /// A channel on air has blocks at once; one that starts on demand is waited for.
    private func awaitBlocks(of channel: LiveChannel) async -> Bool {
        let deadline = clock.monotonicNow + LiveChannels.startTimeout
        while !channel.canBeJoined {
            channel.demand()
            guard clock.monotonicNow < deadline, (try? await clock.sleep(for: .milliseconds(20))) != nil else {
                return false
            }
        }
        return true
    }
}
