import NIOCore
import StreavDomain
import StreavPorts
import StreavStreaming
import StreavTelemetry

extension StreamingHandler {
    func transportStream(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        submit(exchange) {
            if await self.answerAway(viewer, request, exchange) { return }
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
                self.serveTransportStream(
                    viewer.stream, ticket: ticket, handle: handle, request: request, exchange: exchange)
            }
        }
    }

    private func serveTransportStream(
        _ stream: StreamID, ticket: SessionTicket, handle: TransportStreamHandle, request: HTTPRequest,
        exchange: HTTPExchange
    ) {
        guard let channel = stream.live.flatMap({ channels.channel($0) }) else {
            gatekeeper.abandon(session: ticket.sessionID)
            return answerGone(stream, request, exchange)
        }
        channel.whenReady(.randomAccess, timeout: LiveChannels.startTimeout) { isReady in
            guard isReady else {
                self.gatekeeper.abandon(session: ticket.sessionID)
                guard channel.isStopped else { return self.refuse(Denial(.streamUnavailable), exchange) }
                return self.answerGone(stream, request, exchange)
            }
            exchange.eventLoop.execute {
                self.start(channel, ticket: ticket, handle: handle, exchange: exchange)
            }
        }
    }

    /// On the exchange's event loop.
    private func start(
        _ channel: LiveChannel, ticket: SessionTicket, handle: TransportStreamHandle, exchange: HTTPExchange
    ) {
        let gatekeeper = gatekeeper
        let counters = counters
        let stream = exchange.startStream(status: .ok, headers: AnswerHeaders.transportStream)
        handle.attach(stream)
        // The client, or the session, may have gone while the channel started.
        guard stream.isOpen else { return gatekeeper.transportStreamEnded(session: ticket.sessionID) }
        let outlet = outlet(for: channel, on: exchange.eventLoop)
        let viewer = TransportViewer(
            session: ticket.sessionID, stream: stream, policy: viewerPolicy, counters: counters,
            gatekeeper: gatekeeper, now: clock.monotonicNow)
        let bound = NIOLoopBound(viewer, eventLoop: exchange.eventLoop)
        stream.onWritable { outlet.resume(bound.value) }
        // Attached first: the callback runs at once for a stream that the first write has ended.
        outlet.attach(viewer)
        exchange.onClose { reason in
            // The server's own deadline may be quicker than the viewer's policy; it is the same finding.
            if reason == .writeTimeout { counters.viewerDrops.increment(ViewerCursor.CloseReason.stalled.rawValue) }
            outlet.detach(bound.value)
            gatekeeper.transportStreamEnded(session: ticket.sessionID)
        }
    }
}
