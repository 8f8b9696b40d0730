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
        case .unknown: return .denied(reported(Denial(.playbackTokenInvalid, detail: Self.nobodysSegment), visit))
        }
    }

    /// Takes a session up again that is over, if its subscriber may still watch and there is a place.
    ///
    /// - Returns: Nil when the segment may be sent.
    public func admitSegment(
        of stream: OnDemandStreamID, connection: ConnectionKey, address: IPAddress, userAgent: String
    ) async -> Denial? {
        let visit = visit(stream, address, userAgent)
        // Of several segments that were asked for at once, the first may have taken it up already.
        guard case .dormant(let dormant) = claim(visit, connection) else {
            guard
                case .denied(let denial) = claimSegment(
                    of: stream, connection: connection, address: address, userAgent: userAgent)
            else { return nil }
            return denial
        }
        let result = await reported(visit) { () -> Result<SessionTicket, Denial> in
            let entitlement: SubscriberEntitlement?
            do {
                entitlement = try await self.entitlements.entitlement(of: dormant.subscriber)
            } catch {
                return .failure(Denial(.overloaded))
            }
            guard let entitlement, dormant.credential.isStill(of: entitlement) else {
                return .failure(Denial(.credentialsInvalid))
            }
            if let expiry = dormant.tokenExpiry, self.clock.wallNow >= expiry {
                return .failure(Denial(.playbackTokenExpired))
            }
            let viewer = Viewer(
                entitlement: entitlement, credential: dormant.credential, tokenExpiry: dormant.tokenExpiry)
            let result = await self.admit(viewer, visit, id: dormant.id, occasion: .renewal)
            if case .success = result {
                let now = self.clock.monotonicNow
                self.registry.withMachine { $0.notePoll(dormant.id, connection: connection, at: now) }
            }
            return result
        }
        guard case .failure(let denial) = result else { return nil }
        return denial
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
