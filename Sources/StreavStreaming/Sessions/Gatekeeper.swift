public import Logging
public import StreavCrypto
public import StreavDomain
public import StreavPorts
import Synchronization

/// Lets viewers in, knows them while they watch, and sends them away.
///
/// Playlists ask ``openPlaylist(_:connection:)`` and ``poll(session:_:connection:)``, sockets
/// ``openTransportStream(_:connection:close:)``; segments only tell what was sent. ``run()`` does the rest: expiry
/// within a tick, renewal of leases and entitlements.
public final class Gatekeeper: Sendable {
    /// Refusals by code since the start.
    public var denials: DenialCounter { log.counter }
    /// Sessions that are over, by reason, since the start.
    public let endings = SessionEndCounter()
    /// Sessions that are over, for whoever keeps a history; the latest are left out where nobody fetches them.
    public let ended = EndedSessions()

    let clock: StreavClock
    let configuration: SessionConfiguration
    let registry: SessionRegistry
    let entitlements: EntitlementCache
    let judgements = JudgementQueue()
    let log: DenialLog
    private let entropy: any Entropy
    private let marks: SessionMarks
    let carrier: SessionCarrier
    /// Sessions of other nodes that are taken up here, by their ids there.
    let arrivals = TurnQueue<String>()
    let countries: any CountryLookup
    let streams: any StreamDirectory
    let accessTokenKey: SecretKey
    let playbackKeys: SigningKeys
    let throttle: Mutex<AuthenticationThrottle>
    let draining = Atomic<Bool>(false)
    /// An administrator wants nobody new here; unlike draining, that may change again.
    let closed = Atomic<Bool>(false)

    /// - Parameters:
    ///   - accessTokenKey: The key of ``AccessTokenHash``, the same by which entitlements were made.
    ///   - playbackKeys: The keys by which playback tokens are signed.
    ///   - neighbours: The other nodes that share the cache.
    public init(
        clock: StreavClock, entropy: any Entropy, entitlements: any EntitlementSource, cache: any Cache,
        countries: any CountryLookup, streams: any StreamDirectory, accessTokenKey: SecretKey,
        playbackKeys: SigningKeys, configuration: SessionConfiguration = SessionConfiguration(),
        neighbours: Neighbours = .none, logger: Logger
    ) {
        self.clock = clock
        self.entropy = entropy
        self.countries = countries
        self.streams = streams
        self.accessTokenKey = accessTokenKey
        self.playbackKeys = playbackKeys
        self.configuration = configuration
        self.entitlements = EntitlementCache(source: entitlements, clock: clock, configuration: configuration)
        log = DenialLog(clock: clock, perSecond: configuration.loggedDenialsPerSecond, logger: logger)
        throttle = Mutex(
            AuthenticationThrottle(
                failures: configuration.throttleFailures, window: configuration.throttleWindow,
                capacity: configuration.throttleCapacity))
        let leases = LeaseAuthority(cache: cache, clock: clock, configuration: configuration, logger: logger)
        let endings = endings
        let ended = ended
        let marks = SessionMarks(key: accessTokenKey.derived(for: .sessionMark))
        self.marks = marks
        carrier = SessionCarrier(
            cache: cache, leases: leases, marks: marks, clock: clock, configuration: configuration)
        registry = SessionRegistry(
            clock: clock, leases: leases, configuration: configuration, marks: marks, neighbours: neighbours
        ) { ending in
            endings.count(ending.reason)
            ended.note(
                ConnectionSnapshot(ending.record, at: clock.monotonicNow), ending.reason, at: clock.wallNow)
            logger.debug(
                "A session is over.",
                metadata: [
                    "session": "\(ending.record.id)", "subscriber": "\(ending.record.subscriber)",
                    "stream": "\(ending.record.stream)", "reason": "\(ending.reason.label)",
                    "bytes": "\(ending.record.bytes)",
                ])
        }
    }

    func makeSessionID(_ subscriber: SubscriberID, _ visit: Visit) -> String {
        SessionID.make(entropy, mark: marks.mark(subscriber, visit.device, visit.format))
    }

    // MARK: Opening

    /// A multivariant playlist is asked for: admits the viewer and begins a session, which holds a place from now on.
    public func openPlaylist(
        _ request: ViewerRequest, connection: ConnectionKey
    ) async -> Result<SessionTicket, Denial> {
        await reported(request) { await self.admit(request, id: nil, occasion: .opening) }
    }

    /// A media playlist is asked for in a session that ``poll(session:_:connection:)`` did not grant: renews the
    /// session under the same id, if the subscriber may still watch and there is a place.
    public func admitPoll(
        session: String, _ request: ViewerRequest, connection: ConnectionKey
    ) async -> Result<SessionTicket, Denial> {
        await reported(request) {
            guard SessionID.isWellFormed(session) else { return .failure(Denial(.streamNotFound)) }
            let result = await self.admit(request, id: session, occasion: .renewal)
            if case .success = result {
                let now = self.clock.monotonicNow
                self.registry.withMachine { $0.notePoll(session, connection: connection, at: now) }
            }
            return result
        }
    }

    /// An endless transport stream is asked for: admits the viewer and begins a session that lasts as long as its
    /// socket.
    ///
    /// - Parameter close: Called at most once, from any thread, when the session is over for another reason than
    ///   ``transportStreamEnded(session:)``; perhaps before this returns.
    public func openTransportStream(
        _ request: ViewerRequest, connection: ConnectionKey, close: @escaping @Sendable (SessionEndReason) -> Void
    ) async -> Result<SessionTicket, Denial> {
        let socket = SessionSocket(connection: connection, close: close)
        return await reported(request) { await self.admit(request, id: nil, occasion: .opening, socket: socket) }
    }

    // MARK: Watching

    /// A media playlist is asked for. Judged from memory: no I/O, and every secret compared in constant time.
    public func poll(session: String, _ request: ViewerRequest, connection: ConnectionKey) -> PollOutcome {
        let credential = SessionCredential(request.credentials, key: accessTokenKey)
        let device = SessionDevice(address: request.address, userAgent: request.userAgent)
        let now = clock.monotonicNow
        let wall = clock.wallNow
        let outcome = registry.withMachine { machine in
            machine.poll(
                session, credential: credential, stream: request.stream, device: device, connection: connection,
                at: now, wall: wall)
        }
        switch outcome {
        case .granted: return .granted
        case .unknown: return .needsAdmission
        case .expired(let code):
            let denial = Denial(code)
            log.report(denial, request.visit)
            return .denied(denial)
        }
    }

    /// Bytes of a segment were sent on a connection. The first make the session they belong to active.
    public func mediaSent(
        stream: StreamID, connection: ConnectionKey, address: IPAddress, userAgent: String, bytes: Int
    ) {
        let device = SessionDevice(address: address, userAgent: ViewerRequest.bounded(userAgent))
        let now = clock.monotonicNow
        registry.withMachine { machine in
            _ = machine.mediaSent(stream: stream, connection: connection, device: device, bytes: bytes, at: now)
        }
    }

    public func transportStreamSent(session: String, bytes: Int) {
        let now = clock.monotonicNow
        registry.withMachine { $0.transportStreamSent(session, bytes: bytes, at: now) }
    }

    /// The socket of a transport stream is closed: its place is free at once. Harmless for a session that is over.
    public func transportStreamEnded(session: String) {
        registry.end(session, .socketClosed)
    }

    /// A transport connection of a player is closed. HLS sessions go on: players open a new one when they like.
    public func connectionClosed(_ connection: ConnectionKey) {
        registry.withMachine { $0.connectionClosed(connection) }
    }

    // MARK: Going out of service

    /// From now on nobody new is admitted; who watches goes on.
    public func drain() {
        draining.store(true, ordering: .releasing)
    }

    /// Ends every session, closes every socket and gives back every place.
    public func shutDown() async {
        drain()
        let ids = registry.withMachine { $0.sessions.keys.sorted() }
        for id in ids { registry.end(id, .shutDown) }
        await settle()
    }

    /// The sessions there are, oldest first. Each of them holds a lease.
    public func snapshot() -> [ConnectionSnapshot] {
        let now = clock.monotonicNow
        let records = registry.withMachine { Array($0.sessions.values) }
        return records.sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }.map { ConnectionSnapshot($0, at: now) }
    }
}
