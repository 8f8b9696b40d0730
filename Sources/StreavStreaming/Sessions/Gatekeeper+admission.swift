import StreavCrypto
import StreavDomain
import StreavPorts
import Synchronization

/// Admission: who asks, whether it may, and whether there is a place.
extension Gatekeeper {
    func reported(
        _ request: ViewerRequest, _ body: () async -> Result<SessionTicket, Denial>
    ) async -> Result<SessionTicket, Denial> {
        await reported(request.visit, body)
    }

    func reported(
        _ visit: Visit, _ body: () async -> Result<SessionTicket, Denial>
    ) async -> Result<SessionTicket, Denial> {
        let result = await body()
        if case .failure(let denial) = result { log.report(denial, visit) }
        return result
    }

    func admit(
        _ request: ViewerRequest, id: String?, occasion: SessionCandidate.Occasion, socket: SessionSocket? = nil
    ) async -> Result<SessionTicket, Denial> {
        switch await identify(request) {
        case .success(let viewer):
            return await admit(viewer, request.visit, id: id, occasion: occasion, socket: socket)
        case .failure(let denial):
            return .failure(denial)
        }
    }

    /// Admits somebody whose credentials are right.
    ///
    /// - Parameters:
    ///   - id: Nil begins a session under an id of its own.
    ///   - predecessor: A session of another node that goes on here.
    func admit(
        _ viewer: Viewer, _ visit: Visit, id: String?, occasion: SessionCandidate.Occasion,
        socket: SessionSocket? = nil, predecessor: String? = nil
    ) async -> Result<SessionTicket, Denial> {
        guard (try? await streams.prepare(visit.stream)) != nil else { return .failure(Denial(.streamUnavailable)) }
        // All that a subscriber may have may come at once: they wait for each other, nobody is refused for that.
        let capacity = max(configuration.waitingAdmissions, viewer.entitlement.maxConnections)
        let subscriber = viewer.entitlement.id
        let id = id ?? makeSessionID(subscriber, visit)
        // What changed while this waited for its turn must count. Mostly it is at hand.
        let result = await registry.turns.withTurn(subscriber, capacity: capacity) {
            () -> Result<SessionTicket, Denial>? in
            guard let fresh = self.entitlements.fresh(subscriber) else { return nil }
            return await self.place(
                viewer, fresh, visit, id: id, occasion: occasion, socket: socket, predecessor: predecessor)
        }
        guard let result else { return .failure(Denial(.overloaded)) }
        if let result { return result }
        // It has to be read, and not in the turn: renewals must never wait for a database. A change that comes after
        // this reading judges the session once it is there.
        guard let read = try? await entitlements.entitlement(of: subscriber) else {
            return .failure(Denial(.overloaded))
        }
        let second = await registry.turns.withTurn(subscriber, capacity: capacity) {
            let latest = self.entitlements.known(subscriber) ?? read
            return await self.place(
                viewer, latest, visit, id: id, occasion: occasion, socket: socket, predecessor: predecessor)
        }
        return second ?? .failure(Denial(.overloaded))
    }

    /// The second half of admission, in the subscriber's turn: nothing about the subscriber's sessions changes
    /// meanwhile.
    private func place(
        _ viewer: Viewer, _ entitlement: SubscriberEntitlement, _ visit: Visit, id: String,
        occasion: SessionCandidate.Occasion, socket: SessionSocket?, predecessor: String?
    ) async -> Result<SessionTicket, Denial> {
        if let denial = judge(entitlement, format: visit.format, stream: visit.stream, device: visit.device) {
            return .failure(denial)
        }
        let now = clock.monotonicNow
        if let present = registry.withMachine({ $0.sessions[id] }) {
            return follow(present, viewer, visit, at: now)
        }
        // Of several requests for a file that came at once, the first has begun the session by now.
        if visit.format == .progressive, let socket {
            switch join(viewer.credential, visit, socket) {
            case .granted(let ticket): return .success(ticket)
            case .denied(let denial): return .failure(denial)
            case .needsAdmission: break
            }
        }
        let subscriberDevice = SubscriberDevice(subscriber: entitlement.id, device: visit.device)
        if let rest = registry.withMachine({ $0.holdTime(subscriberDevice, at: now) }) {
            return .failure(
                Denial(.rateLimited, detail: "The connection was ended by an administrator.", retryAfter: rest))
        }
        guard !isDraining else { return .failure(Denial(.draining)) }
        let candidate = SessionCandidate(
            id: id, occasion: occasion, subscriber: entitlement.id, stream: visit.stream, format: visit.format,
            device: visit.device, credential: viewer.credential, tokenExpiry: viewer.tokenExpiry,
            grant: SessionGrant(entitlement, tokenExpiry: viewer.tokenExpiry),
            targetDuration: streams.targetDuration(of: visit.stream) ?? .seconds(4), socket: socket,
            predecessor: predecessor)
        if let code = await registry.enter(candidate) { return .failure(Denial(code)) }
        return .success(SessionTicket(sessionID: id, subscriberID: entitlement.id))
    }

    /// A known session whose player has another address or name than before.
    private func follow(
        _ record: SessionRecord, _ viewer: Viewer, _ visit: Visit, at now: MonotonicInstant
    ) -> Result<SessionTicket, Denial> {
        guard record.subscriber == viewer.entitlement.id, record.stream == visit.stream,
            record.format == visit.format, record.credential.matches(viewer.credential)
        else { return .failure(Denial(.streamNotFound)) }
        guard registry.withMachine({ $0.adopt(record.id, device: visit.device, at: now) }) else {
            return .failure(Denial(.connectionLimit))
        }
        return .success(SessionTicket(sessionID: record.id, subscriberID: record.subscriber))
    }

    /// The rules of admission for somebody whose credentials are right.
    func judge(
        _ entitlement: SubscriberEntitlement?, format: StreamFormat, stream: StreamID, device: SessionDevice
    ) -> Denial? {
        let request = AdmissionRequest(
            proof: .verified, purpose: .stream(format), address: device.address, userAgent: device.userAgent,
            country: country(entitlement, device.address), now: clock.wallNow)
        let exists = streams.exists(stream)
        return Admission.decide(
            request, subscriber: entitlement, stream: AdmissionStream(id: stream, exists: exists)
        ).denial
    }

    private func country(_ entitlement: SubscriberEntitlement?, _ address: IPAddress) -> AdmissionRequest.Country {
        guard entitlement?.countries.isEmpty == false else { return .notLookedUp }
        guard countries.isConfigured else {
            log.reportMissingCountries()
            return .databaseMissing
        }
        return countries.country(of: address.description).map { .known($0) } ?? .unknown
    }

    // MARK: Credentials

    struct Viewer: Sendable {
        var entitlement: SubscriberEntitlement
        var credential: SessionCredential
        var tokenExpiry: Timestamp?
    }

    /// Who asks. A stranger gets one and the same answer whatever is wrong, after the same work.
    func identify(_ request: ViewerRequest) async -> Result<Viewer, Denial> {
        let now = clock.monotonicNow
        if let wait = throttle.withLock({ $0.wait(for: request.address, at: now) }) {
            return .failure(Denial(.rateLimited, retryAfter: wait))
        }
        let credential = SessionCredential(request.credentials, key: accessTokenKey)
        let result: Result<Viewer, Denial>
        do {
            switch request.credentials {
            case .userAndToken(let username, _):
                result = try await identify(username: username.lowercased(), credential)
            case .playbackToken(let text):
                result = try await identify(token: text, request.stream, credential)
            }
        } catch {
            return .failure(Denial(.overloaded))
        }
        if case .failure(let denial) = result, denial.code != .playbackTokenExpired {
            throttle.withLock { $0.failed(request.address, at: clock.monotonicNow) }
        }
        return result
    }

    private func identify(
        username: String, _ credential: SessionCredential
    ) async throws(EntitlementUnavailable) -> Result<Viewer, Denial> {
        // The second reading is for a token that was changed a moment ago. It costs one question a second at the most,
        // and the same one whether the name is known or not.
        for age in [configuration.entitlementFreshness, configuration.refusalFreshness] {
            let entitlement = try await entitlements.entitlement(forUsername: username, maximumAge: age)
            let expected = entitlement?.accessTokenHash ?? Self.nobody
            if ConstantTime.equal(credential.hash, expected), let entitlement {
                return .success(Viewer(entitlement: entitlement, credential: credential, tokenExpiry: nil))
            }
        }
        return .failure(Denial(.credentialsInvalid))
    }

    /// What an unknown username is compared with, so that it takes as long.
    private static let nobody = [UInt8](repeating: 0, count: HMACSHA256.byteCount)

    private func identify(
        token text: String, _ stream: StreamID, _ credential: SessionCredential
    ) async throws(EntitlementUnavailable) -> Result<Viewer, Denial> {
        let token: PlaybackToken
        do throws(PlaybackToken.Refusal) {
            token = try PlaybackToken.verify(text, keys: playbackKeys, now: clock.wallNow.seconds)
        } catch {
            return .failure(Denial(error == .expired ? .playbackTokenExpired : .playbackTokenInvalid))
        }
        // A token of one stream never opens another.
        guard token.opens(stream),
            let entitlement = try await entitlements.entitlement(of: SubscriberID(token.subscriberID))
        else { return .failure(Denial(.playbackTokenInvalid)) }
        return .success(
            Viewer(
                entitlement: entitlement, credential: credential,
                tokenExpiry: Timestamp(milliseconds: Int64(clamping: Int128(token.expiry) * 1000))))
    }
}
