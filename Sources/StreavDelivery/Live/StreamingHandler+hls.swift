import NIOCore
import StreavCrypto
import StreavDomain
import StreavPorts
import StreavStreaming
import StreavTelemetry

extension StreamingHandler {
    // MARK: Segments

    /// The signature is all a segment needs: no session is looked up to serve it.
    func segment(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        // Signed by us is all that counts here: the channel knows by its own clock how long a segment lasts, whatever
        // the wall clock does.
        guard let reference = try? signer.verify(request.rawPath, now: 0) else {
            counters.badSignatures.increment()
            return exchange.respond(
                .problem(
                    .forbidden, code: "segment_signature_invalid",
                    detail: "This address is not signed, or its time is over. Reload the playlist.",
                    cacheControl: AnswerHeaders.missingSegment))
        }
        let stream = LiveStreamID(reference.channel)
        guard let segment = channels.segment(of: stream, reference.mediaSequence),
            segment.address.hasSuffix(request.rawPath)
        else {
            // Some players take a playlist's first address for its own, though they were sent on from there.
            if let away = away(.live(stream), request), case .redirect = away { return answer(away, exchange) }
            return exchange.respond(
                .problem(
                    .notFound, code: "segment_not_found", detail: "This segment is not there, or no longer.",
                    cacheControl: AnswerHeaders.missingSegment))
        }
        let now = clock.monotonicNow
        let end = min(segment.availableUntil ?? segment.expires, segment.expires)
        let response = HTTPResponse.ranged(
            buffers: segment.buffers, for: request,
            headers: AnswerHeaders.segment(lifetime: (end - now).components.seconds))
        if request.method == .get {
            channels.channel(stream)?.demand()
            let bytes = response.body.count
            counters.segments.increment()
            counters.segmentBytes.increment(by: bytes)
            counters.clientMedia.take(request)
            gatekeeper.mediaSent(
                stream: .live(stream), connection: ConnectionKey(request.connection), address: request.client,
                userAgent: request.userAgent, bytes: bytes)
        }
        exchange.respond(response)
    }

    // MARK: Playlists

    func multivariant(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        submit(exchange) {
            if await self.answerAway(viewer, request, exchange) { return }
            if request.method == .head { return await self.multivariantHead(viewer, exchange) }
            switch await self.gatekeeper.openPlaylist(viewer, connection: ConnectionKey(request.connection)) {
            case .failure(let denial):
                self.refuse(denial, exchange)
            case .success(let ticket):
                self.serveMultivariant(viewer.stream, session: ticket.sessionID, request, exchange)
            }
        }
    }

    private func serveMultivariant(
        _ stream: StreamID, session: String, _ request: HTTPRequest, _ exchange: HTTPExchange
    ) {
        guard let channel = stream.live.flatMap({ channels.channel($0) }) else {
            gatekeeper.abandon(session: session)
            return answerGone(stream, request, exchange)
        }
        channel.whenReady(.playlist, timeout: LiveChannels.startTimeout) { isReady in
            guard isReady, let rendition = channel.rendition() else {
                self.gatekeeper.abandon(session: session)
                guard channel.isStopped else { return self.refuse(Denial(.streamUnavailable), exchange) }
                return self.answerGone(stream, request, exchange)
            }
            let text = MultivariantDocument.make(stream: stream, session: session, rendition: rendition)
            self.answer(PlaylistDocument(text: text), request, exchange)
        }
    }

    /// A HEAD is judged like a GET, but watches nothing: it mints no session and takes no place.
    private func multivariantHead(_ viewer: ViewerRequest, _ exchange: HTTPExchange) async {
        if let denial = await gatekeeper.objection(to: viewer) { return refuse(denial, exchange) }
        exchange.respond(HTTPResponse(.ok, headers: AnswerHeaders.playlist))
    }

    func mediaPlaylist(
        _ viewer: ViewerRequest, session: String, _ request: HTTPRequest, _ exchange: HTTPExchange
    ) {
        let away = away(viewer.stream, request)
        switch gatekeeper.poll(session: session, viewer, connection: ConnectionKey(request.connection)) {
        case .denied(let denial):
            refuse(denial, exchange)
        case .granted:
            if let away { return sendOn(away, viewer.stream, session: session, request, exchange) }
            servePlaylist(viewer.stream, request, exchange)
        case .needsAdmission:
            submit(exchange) {
                if await self.answerAway(viewer, request, exchange) { return }
                switch await self.gatekeeper.admitPoll(
                    session: session, viewer, connection: ConnectionKey(request.connection))
                {
                case .failure(let denial): self.refuse(denial, exchange)
                case .success: self.servePlaylist(viewer.stream, request, exchange)
                }
            }
        }
    }

    /// A session of this node whose stream is on another one by now: its player takes it along.
    private func sendOn(
        _ away: Away, _ stream: StreamID, session: String, _ request: HTTPRequest, _ exchange: HTTPExchange
    ) {
        submit(exchange) {
            guard let away = await self.settled(away, stream, request) else {
                return self.servePlaylist(stream, request, exchange)
            }
            if case .redirect = away { await self.gatekeeper.handOver(session: session) }
            self.answer(away, exchange)
        }
    }

    private func servePlaylist(_ stream: StreamID, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let channel = stream.live.flatMap({ channels.channel($0) }) else {
            return answerGone(stream, request, exchange)
        }
        channel.demand()
        if let document = channel.playlist { return answer(document, request, exchange) }
        // The channel was asleep, or the process has just started.
        channel.whenReady(.playlist, timeout: LiveChannels.startTimeout) { isReady in
            guard isReady, let document = channel.playlist else {
                guard channel.isStopped else { return self.refuse(Denial(.streamUnavailable), exchange) }
                return self.answerGone(stream, request, exchange)
            }
            self.answer(document, request, exchange)
        }
    }

    func answer(_ document: PlaylistDocument, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        let response: HTTPResponse
        if request.acceptsGzip {
            response = HTTPResponse(
                .ok, headers: AnswerHeaders.compressedPlaylist, body: .bytes(document.gzip { Gzip.compress($0) }))
        } else {
            response = HTTPResponse(.ok, headers: AnswerHeaders.playlist, body: .bytes(document.text))
        }
        counters.playlists.increment()
        counters.playlistBytes.increment(by: response.body.count)
        counters.clientMedia.take(request)
        exchange.respond(response)
    }
}
