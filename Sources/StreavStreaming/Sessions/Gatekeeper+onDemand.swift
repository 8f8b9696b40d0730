public import StreavDomain
import StreavPorts

/// Segments of on-demand HLS. The playlist lists them all at once and is never loaded again, so each segment needs a
/// session: one that is there, or one that was and is taken up again.
extension Gatekeeper {
    /// A segment is asked for. Judged from memory.
    public func claimSegment(
        of stream: OnDemandStreamID, connection: ConnectionKey, address: IPAddress, userAgent: String
    ) -> PollOutcome {
        let visit = visit(stream, address, userAgent)
        switch claim(visit, connection) {
        case .granted: return .granted
        case .dormant: return .needsAdmission
        case .expired(let code): return .denied(reported(Denial(code), visit))
        // Another node may know it, or this one before its last start.
        case .unknown: return .needsAdmission
        }
    }

    /// Takes a session up again that is over, or was another node's, if its subscriber may still watch and there is a
    /// place.
    ///
    /// - Returns: Nil when the segment may be sent.
    public func admitSegment(
        of stream: OnDemandStreamID, connection: ConnectionKey, address: IPAddress, userAgent: String
    ) async -> Denial? {
        let visit = visit(stream, address, userAgent)
        // Of several segments that were asked for at once, the first may have taken it up already.
        switch claim(visit, connection) {
        case .granted: return nil
        case .expired(let code): return reported(Denial(code), visit)
        case .dormant(let dormant):
            // It may have been played on at another node meanwhile: that session holds the place then.
            if let carried = await carrier.find(MediaRoute(device: visit.device, stream: visit.stream)),
                carried.id != dormant.id
            {
                return await takeOver(carried, visit, connection)
            }
            return await takeUp(
                dormant.subscriber, dormant.credential, dormant.tokenExpiry, visit, connection, id: dormant.id)
        case .unknown:
            guard let carried = await carrier.find(MediaRoute(device: visit.device, stream: visit.stream)) else {
                return reported(Denial(.playbackTokenInvalid, detail: Self.nobodysSegment), visit)
            }
            return await takeOver(carried, visit, connection)
        }
    }

    /// Goes on with what was begun at another node. Only one of those who came at once begins it here.
    private func takeOver(_ carried: CarriedSession, _ visit: Visit, _ connection: ConnectionKey) async -> Denial? {
        await arrivals.withTurn(carried.id, capacity: configuration.waitingAdmissions) {
            if case .granted = self.claim(visit, connection) { return nil }
            return await self.takeUp(
                carried.subscriber, carried.credential, carried.tokenExpiry, visit, connection,
                predecessor: carried.id)
        } ?? Denial(.overloaded)
    }

    /// The player of a session has its playlist, and may go on at another node with nothing but the addresses of
    /// segments: leaves in the cache what is to be known then.
    public func carry(session: String) async {
        guard let record = registry.withMachine({ $0.sessions[session] }), record.isOnDemandHLS else { return }
        await carrier.leave(record)
    }

    /// - Parameters:
    ///   - id: Of a session that was here.
    ///   - predecessor: Of one that was elsewhere, whose place the new one takes: so the two never hold one each, and
    ///     the other node hears that it is over, if it is still there.
    private func takeUp(
        _ subscriber: SubscriberID, _ credential: SessionCredential, _ tokenExpiry: Timestamp?, _ visit: Visit,
        _ connection: ConnectionKey, id: String? = nil, predecessor: String? = nil
    ) async -> Denial? {
        let result = await reported(visit) { () -> Result<SessionTicket, Denial> in
            let entitlement: SubscriberEntitlement?
            do {
                entitlement = try await self.entitlements.entitlement(of: subscriber)
            } catch {
                return .failure(Denial(.overloaded))
            }
            guard let entitlement, credential.isStill(of: entitlement) else {
                return .failure(Denial(.credentialsInvalid))
            }
            if let expiry = tokenExpiry, self.clock.wallNow >= expiry {
                return .failure(Denial(.playbackTokenExpired))
            }
            let viewer = Viewer(entitlement: entitlement, credential: credential, tokenExpiry: tokenExpiry)
            return await self.admit(viewer, visit, id: id, occasion: .renewal, predecessor: predecessor)
        }
        switch result {
        case .failure(let denial):
            return denial
        case .success(let ticket):
            let now = clock.monotonicNow
            registry.withMachine { $0.notePoll(ticket.sessionID, connection: connection, at: now) }
            if predecessor != nil { await carry(session: ticket.sessionID) }
            return nil
        }
    }

    private static let nobodysSegment = "This part belongs to a session that is over. Open the stream again."

    private func claim(_ visit: Visit, _ connection: ConnectionKey) -> SessionRegistryStateMachine.SegmentClaim {
        let (now, wall) = (clock.monotonicNow, clock.wallNow)
        return registry.withMachine {
            $0.claim(stream: visit.stream, connection: connection, device: visit.device, at: now, wall: wall)
        }
    }

    private func visit(_ stream: OnDemandStreamID, _ address: IPAddress, _ userAgent: String) -> Visit {
        Visit(
            stream: .onDemand(stream), format: .hls,
            device: SessionDevice(address: address, userAgent: ViewerRequest.bounded(userAgent)))
    }

    private func reported(_ denial: Denial, _ visit: Visit) -> Denial {
        log.report(denial, visit)
        return denial
    }
}
