import StreavDomain
import StreavStreaming
import StreavTelemetry

/// Requests that came to the wrong node.
///
/// They are judged as a HEAD would be, so that a stranger learns nothing, and sent on to the node that runs the stream;
/// no place is taken here. The address says in which generation of the assignment it was given, and a node sends nobody
/// on who was sent in that generation or a later one: each hop is a newer generation, so none goes in circles.
extension StreamingHandler {
    /// Of the query: the generation in which a player was sent on.
    static let generationMarker = "fleet"

    /// What to do with a request for a live stream that this node does not run.
    enum Away: Sendable {
        case redirect(HTTPResponse)
        /// Whoever sent the player here knows more than this node does.
        case behind
        case refusal(Denial)
    }

    /// Nil when the stream is here, or nowhere in the fleet: then admission answers.
    func away(_ stream: StreamID, _ request: HTTPRequest) -> Away? {
        guard let fleet else { return nil }
        switch stream {
        case .live(let id): return away(id, request, fleet)
        case .onDemand(let id):
            // Any node has the files, so one jump is enough.
            guard request.query(Self.generationMarker) == nil, let substitute = fleet.substitute(for: id) else {
                return nil
            }
            return .redirect(Self.redirect(request, to: substitute, generation: 0))
        }
    }

    private func away(_ stream: LiveStreamID, _ request: HTTPRequest, _ fleet: FleetMap) -> Away? {
        switch fleet.place(of: stream) {
        case .here, .unknown: return nil
        case .unsettled, .nowhere: return .refusal(Denial(.streamUnavailable, retryAfter: Self.retry))
        case .elsewhere(let publicURL, let generation):
            let sent = request.query(Self.generationMarker).flatMap(Int64.init) ?? 0
            guard sent < generation else { return .behind }
            return .redirect(Self.redirect(request, to: publicURL, generation: generation))
        }
    }

    /// Answers a request for a stream that is not here, once `viewer` is known to be allowed to watch it.
    ///
    /// - Returns: False when admission should answer.
    func answerAway(_ viewer: ViewerRequest, _ request: HTTPRequest, _ exchange: HTTPExchange) async -> Bool {
        guard let away = away(viewer.stream, request) else { return false }
        if let denial = await gatekeeper.objection(to: viewer) {
            refuse(denial, exchange)
            return true
        }
        guard let away = await settled(away, viewer.stream, request) else { return false }
        answer(away, exchange)
        return true
    }

    /// What `away` comes to once this node has read what others know already.
    func settled(_ away: Away, _ stream: StreamID, _ request: HTTPRequest) async -> Away? {
        guard case .behind = away else { return away }
        await fleet?.catchUp()
        return self.away(stream, request)
    }

    func answer(_ away: Away, _ exchange: HTTPExchange) {
        switch away {
        case .redirect(let response):
            counters.redirects.increment()
            exchange.respond(response)
        case .behind:
            refuse(Denial(.streamUnavailable, retryAfter: Self.retry), exchange)
        case .refusal(let denial):
            refuse(denial, exchange)
        }
    }

    /// A stream that was here when its viewer was admitted, and is not any more.
    func answerGone(_ stream: StreamID, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        if let away = away(stream, request) { return answer(away, exchange) }
        let isKnown = stream.live.map { live in fleet?.isKnown(live) ?? false } ?? false
        refuse(isKnown ? Denial(.streamUnavailable, retryAfter: Self.retry) : Denial(.streamNotFound), exchange)
    }

    private static let retry: Duration = .seconds(1)

    /// The same path and query at another node.
    private static func redirect(_ request: HTTPRequest, to publicURL: String, generation: Int64) -> HTTPResponse {
        let kept = request.rawQuery.split(separator: "&").filter { item in
            item.prefix { $0 != "=" } != generationMarker
        }
        let query = (kept + ["\(generationMarker)=\(generation)"]).joined(separator: "&")
        var headers: HTTPHeaders = [
            "Location": "\(publicURL)\(request.rawPath)?\(query)",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
        ]
        headers.add(.anyOrigin)
        return HTTPResponse(.found, headers: headers)
    }
}
