public import StreavDomain
import StreavPorts

/// Files by ranges: each answer is a socket of its own, and all of one player's belong to one session.
extension Gatekeeper {
    /// A range of a file is asked for. Judged from memory, for a player that has the file open already.
    ///
    /// - Parameter close: Called at most once, from any thread, when the answer has to end: the session is over, or the
    ///   player has too many under way. Perhaps before this returns.
    public func joinFile(
        _ request: ViewerRequest, connection: ConnectionKey, close: @escaping @Sendable (SessionEndReason) -> Void
    ) -> FileOutcome {
        let credential = SessionCredential(request.credentials, key: accessTokenKey)
        let outcome = join(credential, request.visit, SessionSocket(connection: connection, close: close))
        if case .denied(let denial) = outcome { log.report(denial, request.visit) }
        return outcome
    }

    /// The same for one that has not: admits the viewer, and begins a session if there is none yet.
    public func openFile(
        _ request: ViewerRequest, connection: ConnectionKey, close: @escaping @Sendable (SessionEndReason) -> Void
    ) async -> Result<SessionTicket, Denial> {
        let socket = SessionSocket(connection: connection, close: close)
        return await reported(request) { await self.admit(request, id: nil, occasion: .opening, socket: socket) }
    }

    public func fileSent(session: String, bytes: Int) {
        let now = clock.monotonicNow
        registry.withMachine { $0.fileSent(session, bytes: bytes, at: now) }
    }

    /// The answer on the connection is over: sent, or broken off. Harmless for a session that is over.
    public func fileEnded(session: String, connection: ConnectionKey) {
        registry.fileEnded(session, connection)
    }

    func join(_ credential: SessionCredential, _ visit: Visit, _ socket: SessionSocket) -> FileOutcome {
        switch registry.join(socket, credential: credential, stream: visit.stream, device: visit.device) {
        case .joined(let id, _):
            guard let record = registry.withMachine({ $0.sessions[id] }) else { return .needsAdmission }
            return .granted(SessionTicket(sessionID: id, subscriberID: record.subscriber))
        case .expired(let code):
            return .denied(Denial(code))
        case .unknown:
            return .needsAdmission
        }
    }
}
