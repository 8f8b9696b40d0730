import Logging
import NIOCore
import StreavDomain
import StreavPorts
import StreavStreaming
import StreavTelemetry

/// Files of on-demand streams by byte ranges.
extension StreamingHandler {
    func file(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard request.method == .get else { return fileHead(viewer, request, exchange) }
        let handle = FileAnswerHandle()
        let connection = ConnectionKey(request.connection)
        switch gatekeeper.joinFile(viewer, connection: connection, close: { handle.close($0) }) {
        case .denied(let denial):
            refuse(denial, exchange)
        case .granted(let ticket):
            submitFile(viewer, ticket, handle, request, exchange)
        case .needsAdmission:
            submit(exchange) {
                if await self.answerAway(viewer, request, exchange) { return }
                let admission = await self.gatekeeper.openFile(viewer, connection: connection) { handle.close($0) }
                switch admission {
                case .failure(let denial): self.refuse(denial, exchange)
                case .success(let ticket): await self.serveFile(viewer, ticket, handle, request, exchange)
                }
            }
        }
    }

    /// A HEAD is judged like a GET, but watches nothing: it begins no session and takes no place.
    private func fileHead(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        submit(exchange) {
            if let denial = await self.gatekeeper.objection(to: viewer) { return self.refuse(denial, exchange) }
            switch await self.openFile(viewer) {
            case .failure(let denial):
                self.refuse(denial, exchange)
            case .success(let opened):
                switch self.answer(opened, request) {
                case .plain(let response): exchange.respond(response)
                case .file(let head, let pieces): exchange.respondHead(head, length: pieces.byteCount)
                }
            }
        }
    }

    private func submitFile(
        _ viewer: ViewerRequest, _ ticket: SessionTicket, _ handle: FileAnswerHandle, _ request: HTTPRequest,
        _ exchange: HTTPExchange
    ) {
        let isTaken = pool.submit { await self.serveFile(viewer, ticket, handle, request, exchange) }
        guard !isTaken else { return }
        gatekeeper.fileEnded(session: ticket.sessionID, connection: ConnectionKey(request.connection))
        exchange.respond(.overloaded(retryAfter: 1))
    }

    private func serveFile(
        _ viewer: ViewerRequest, _ ticket: SessionTicket, _ handle: FileAnswerHandle, _ request: HTTPRequest,
        _ exchange: HTTPExchange
    ) async {
        let gatekeeper = gatekeeper
        let connection = ConnectionKey(request.connection)
        let session = ticket.sessionID
        switch await openFile(viewer) {
        case .failure(let denial):
            gatekeeper.abandonFile(session: session, connection: connection)
            refuse(denial, exchange)
        case .success(let opened):
            switch answer(opened, request) {
            case .plain(let response):
                gatekeeper.fileEnded(session: session, connection: connection)
                exchange.respond(response)
            case .file(let head, let pieces):
                let content: HTTPFileContent
                switch await self.content(of: opened, pieces) {
                case .failure(let failure):
                    gatekeeper.abandonFile(session: session, connection: connection)
                    counters.onDemandFailures.increment(failure.code.rawValue)
                    return refuse(failure.denial, exchange)
                case .success(let found): content = found
                }
                guard handle.attach(exchange) else {
                    return refuse(Denial(.connectionLimit), exchange)
                }
                counters.files.increment()
                let counters = counters
                exchange.sendFile(head, content) { bytes in
                    counters.fileBytes.increment(by: bytes)
                    gatekeeper.fileSent(session: session, bytes: bytes)
                } ended: { _ in
                    gatekeeper.fileEnded(session: session, connection: connection)
                }
            }
        }
    }

    private func openFile(_ viewer: ViewerRequest) async -> Result<OpenedMedia, Denial> {
        switch await plan(viewer.stream) {
        case .failure(let denial):
            return .failure(denial)
        case .success(let plan):
            do throws(OnDemandFailure) {
                return .success(try await library.open(plan))
            } catch {
                report(error, plan)
                return .failure(error.denial)
            }
        }
    }

    private func answer(_ opened: OpenedMedia, _ request: HTTPRequest) -> HTTPFileAnswer {
        HTTPFileAnswer.make(
            opened.file, for: request, type: FileType.contentType(ofKey: opened.file.key), headers: AnswerHeaders.file,
            entityTag: "\"\(opened.file.version)\"", boundary: "streav\(request.connection)x\(opened.file.size)")
    }

    /// Where the content comes from. The beginning of a file that lies elsewhere is had before the head is sent: so who
    /// asks is told when it cannot be.
    private func content(
        of opened: OpenedMedia, _ pieces: [HTTPFileContent.Piece]
    ) async -> Result<HTTPFileContent, OnDemandFailure> {
        switch opened {
        case .here(let handle):
            return .success(HTTPFileContent(handle: handle, pieces: pieces))
        case .distant(let media):
            var first = FilePiece.bytes(ByteBuffer())
            for case .part(let range) in pieces where !range.isEmpty {
                do throws(MediaStoreError) {
                    first = try await media.piece(of: range)
                } catch {
                    return .failure(OnDemandFailure(error))
                }
                break
            }
            return .success(HTTPFileContent(source: .distant(first: first, load: loader(media)), pieces: pieces))
        }
    }

    /// Has pieces fetched, as many at a time as there may be.
    private func loader(_ media: any DistantMedia) -> HTTPFileContent.Load {
        { [fetches, counters] range, arrived in
            let isTaken = fetches.submit {
                do throws(MediaStoreError) {
                    arrived(try await media.piece(of: range))
                } catch {
                    counters.onDemandFailures.increment(OnDemandFailure(error).code.rawValue)
                    arrived(nil)
                }
            }
            if !isTaken { arrived(nil) }
        }
    }

    /// The plan of a stream that the viewer was admitted to.
    func plan(_ stream: StreamID) async -> Result<OnDemandPlan, Denial> {
        guard let id = stream.onDemand else { return .failure(Denial(.streamNotFound)) }
        do throws(EntitlementUnavailable) {
            guard let plan = try await plans.plan(id) else { return .failure(Denial(.streamNotFound)) }
            return .success(plan)
        } catch {
            return .failure(Denial(.streamUnavailable))
        }
    }

    func report(_ failure: OnDemandFailure, _ plan: OnDemandPlan) {
        counters.onDemandFailures.increment(failure.code.rawValue)
        guard failure.code == .missing || failure.code == .unavailable else { return }
        logger.warning(
            "An on-demand stream cannot be played.",
            metadata: ["stream": "\(plan.id)", "name": "\(plan.name)", "reason": "\(failure.message)"])
    }
}

extension OnDemandFailure {
    /// What the viewer is told.
    var denial: Denial {
        switch code {
        case .missing, .unavailable: Denial(.streamUnavailable)
        case .notPackageable:
            Denial(.streamNotFound, detail: "This stream is not there as HLS; a player can open the file itself.")
        case .changed:
            Denial(.streamNotFound, detail: "This part is not there, or the file has changed. Open the stream again.")
        case .busy: Denial(.overloaded)
        }
    }
}
