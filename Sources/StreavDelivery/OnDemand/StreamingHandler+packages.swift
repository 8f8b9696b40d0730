import NIOCore
import StreavCrypto
import StreavDomain
import StreavMedia
import StreavPorts
import StreavStreaming
import StreavTelemetry

/// HLS of on-demand streams, packaged from the file as it is asked for.
extension StreamingHandler {
    // MARK: Playlists

    func onDemandMultivariant(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        submit(exchange) {
            if await self.answerAway(viewer, request, exchange) { return }
            if request.method == .head {
                if let denial = await self.gatekeeper.objection(to: viewer) { return self.refuse(denial, exchange) }
                return exchange.respond(HTTPResponse(.ok, headers: AnswerHeaders.playlist))
            }
            let connection = ConnectionKey(request.connection)
            switch await self.gatekeeper.openPlaylist(viewer, connection: connection) {
            case .failure(let denial):
                self.refuse(denial, exchange)
            case .success(let ticket):
                switch await self.packaged(viewer.stream) {
                case .failure(let denial):
                    self.gatekeeper.abandon(session: ticket.sessionID)
                    self.refuse(denial, exchange)
                case .success(let packaged):
                    let text = packaged.package.multivariant { rendition in
                        StreamingRoute.mediaPlaylistReference(
                            stream: viewer.stream, session: ticket.sessionID, rendition: rendition.id)
                    }
                    self.answer(PlaylistDocument(text: text), request, exchange)
                }
            }
        }
    }

    func onDemandMediaPlaylist(
        _ viewer: ViewerRequest, session: String, rendition: String, _ request: HTTPRequest, _ exchange: HTTPExchange
    ) {
        let connection = ConnectionKey(request.connection)
        switch gatekeeper.poll(session: session, viewer, connection: connection) {
        case .denied(let denial):
            refuse(denial, exchange)
        case .granted:
            submit(exchange) {
                await self.serveOnDemandPlaylist(viewer.stream, rendition, request, exchange)
                await self.gatekeeper.carry(session: session)
            }
        case .needsAdmission:
            submit(exchange) {
                switch await self.gatekeeper.admitPoll(session: session, viewer, connection: connection) {
                case .failure(let denial): self.refuse(denial, exchange)
                case .success(let ticket):
                    await self.serveOnDemandPlaylist(viewer.stream, rendition, request, exchange)
                    await self.gatekeeper.carry(session: ticket.sessionID)
                }
            }
        }
    }

    private func serveOnDemandPlaylist(
        _ stream: StreamID, _ rendition: String, _ request: HTTPRequest, _ exchange: HTTPExchange
    ) async {
        switch await packaged(stream) {
        case .failure(let denial):
            refuse(denial, exchange)
        case .success(let packaged):
            guard let id = stream.onDemand,
                let index = packaged.package.renditions.firstIndex(where: { $0.id == rendition })
            else { return refuse(Denial(.streamNotFound), exchange) }
            let text = packaged.package.mediaPlaylist(index) { segment in
                self.segmentPath(id, packaged.tag, rendition, segment)
            }
            answer(PlaylistDocument(text: text), request, exchange)
        }
    }

    private func segmentPath(_ id: OnDemandStreamID, _ tag: String, _ rendition: String, _ segment: Int) -> String {
        let address = OnDemandSegmentAddress(
            stream: id.rawValue, tag: tag, rendition: rendition, segment: Int64(segment), fileExtension: "ts")
        guard let address else { preconditionFailure("ids, tags and names of renditions are within their ranges") }
        return mediaPrefix + signer.path(address)
    }

    private func packaged(_ stream: StreamID) async -> Result<PackagedFile, Denial> {
        switch await plan(stream) {
        case .failure(let denial):
            return .failure(denial)
        case .success(let plan):
            do throws(OnDemandFailure) {
                return .success(try await library.package(plan))
            } catch {
                report(error, plan)
                return .failure(error.denial)
            }
        }
    }

    // MARK: Segments

    /// Unlike those of live streams, these need a session: the list they stand in is never asked for again.
    func onDemandSegment(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let address = try? signer.verifyOnDemand(request.rawPath) else {
            counters.badSignatures.increment()
            return exchange.respond(
                .problem(
                    .forbidden, code: "segment_signature_invalid",
                    detail: "This address is not signed. Open the stream again.",
                    cacheControl: AnswerHeaders.missingSegment))
        }
        let stream = OnDemandStreamID(address.stream)
        let connection = ConnectionKey(request.connection)
        let claim = gatekeeper.claimSegment(
            of: stream, connection: connection, address: request.client, userAgent: request.userAgent)
        if case .denied(let denial) = claim { return refuse(denial, exchange) }
        submit(exchange) {
            if claim == .needsAdmission {
                let denial = await self.gatekeeper.admitSegment(
                    of: stream, connection: connection, address: request.client, userAgent: request.userAgent)
                if let denial { return self.refuse(denial, exchange) }
            }
            await self.serveSegment(address, request, exchange)
        }
    }

    private func serveSegment(
        _ address: OnDemandSegmentAddress, _ request: HTTPRequest, _ exchange: HTTPExchange
    ) async {
        let stream = OnDemandStreamID(address.stream)
        let plan: OnDemandPlan
        switch await self.plan(.onDemand(stream)) {
        case .failure(let denial): return refuse(denial, exchange)
        case .success(let found): plan = found
        }
        do throws(OnDemandFailure) {
            let segment = try await library.segment(
                plan, tag: address.tag, rendition: address.rendition, segment: address.segment)
            let response = HTTPResponse.ranged(
                buffers: [segment], for: request, headers: AnswerHeaders.onDemandSegment,
                entityTag: "\"\(address.tag)-\(address.rendition)-\(address.segment)\"")
            if request.method == .get {
                let bytes = response.body.count
                counters.segments.increment()
                counters.segmentBytes.increment(by: bytes)
                counters.clientMedia.take(request)
                gatekeeper.mediaSent(
                    stream: .onDemand(stream), connection: ConnectionKey(request.connection), address: request.client,
                    userAgent: request.userAgent, bytes: bytes)
            }
            exchange.respond(response)
        } catch {
            report(error, plan)
            refuse(error.denial, exchange)
        }
    }
}
