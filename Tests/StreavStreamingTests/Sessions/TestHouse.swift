import Logging
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import Synchronization

@testable import StreavStreaming

/// A gatekeeper with everything around it, on a clock that the test moves.
final class TestHouse: Sendable {
    let clock: ManualClock
    let cache: TestCache
    let source: TestEntitlements
    let gatekeeper: Gatekeeper
    let tokenKey: SecretKey
    let playbackKeys: SigningKeys
    /// What this house told the others.
    let notices = Notices()

    static let channels = (1...9).map { LiveStreamID(Int32($0)) }
    static let films = (1...4).map { OnDemandStreamID(Int32($0)) }
    static let demo = SubscriberID(42)

    /// - Parameter neighbour: Another node, whose clock, cache, subscribers and keys this one shares.
    init(
        seed: UInt64 = 1, countries: TestCountries = TestCountries(table: nil), beside neighbour: TestHouse? = nil,
        configure: (inout SessionConfiguration) -> Void = { _ in }
    ) {
        var configuration = SessionConfiguration()
        configure(&configuration)
        clock = neighbour?.clock ?? ManualClock()
        source = neighbour?.source ?? TestEntitlements()
        tokenKey = neighbour?.tokenKey ?? .random()
        playbackKeys = neighbour?.playbackKeys ?? SigningKeys(id: 1, key: .random())
        let streavClock = StreavClock.manual(clock)
        cache = neighbour?.cache ?? TestCache(clock: streavClock)
        let notices = notices
        gatekeeper = Gatekeeper(
            clock: streavClock, entropy: SeededEntropy(seed: seed), entitlements: source, cache: cache,
            countries: countries, streams: TestStreams(), accessTokenKey: tokenKey, playbackKeys: playbackKeys,
            configuration: configuration,
            neighbours: Neighbours(
                exist: { neighbour != nil }, displaced: { _, session in notices.add(session) }),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        if neighbour == nil { setSubscriber() }
    }

    /// The subscriber `demo` with the token `secret`, limit 1, and all channels and films but the last; `change` what
    /// differs.
    func setSubscriber(_ change: (inout SubscriberEntitlement) -> Void = { _ in }) {
        var entitlement = SubscriberEntitlement(
            id: Self.demo, username: "Demo", accessTokenHash: AccessTokenHash.make("secret", key: tokenKey),
            liveStreamIDs: LiveStreamSet(Self.channels.dropLast()),
            onDemandStreamIDs: OnDemandStreamSet(Self.films.dropLast()))
        change(&entitlement)
        source.set(entitlement)
    }

    func request(
        _ channel: Int32 = 1, device: UInt8 = 1, agent: String = "player", format: StreamFormat = .hls,
        username: String = "demo", token: String = "secret"
    ) -> ViewerRequest {
        ViewerRequest(
            credentials: .userAndToken(username: username, token: token), stream: .live(LiveStreamID(channel)),
            format: format, address: IPAddress(192, 0, 2, device), userAgent: agent)
    }

    func film(
        _ number: Int32 = 1, device: UInt8 = 1, agent: String = "player", format: StreamFormat = .hls,
        username: String = "demo", token: String = "secret"
    ) -> ViewerRequest {
        var request = request(device: device, agent: agent, format: format, username: username, token: token)
        request.stream = .onDemand(OnDemandStreamID(number))
        return request
    }

    func open(_ request: ViewerRequest) async -> Result<SessionTicket, Denial> {
        await gatekeeper.openPlaylist(request, connection: Self.connection(request))
    }

    func openSocket(
        _ request: ViewerRequest, close: @escaping @Sendable (SessionEndReason) -> Void = { _ in }
    ) async -> Result<SessionTicket, Denial> {
        await gatekeeper.openTransportStream(request, connection: Self.connection(request), close: close)
    }

    /// A media playlist as the delivery layer answers it: from memory, else by admission. Nil: granted.
    func poll(_ session: String, _ request: ViewerRequest) async -> Denial? {
        let connection = Self.connection(request)
        switch gatekeeper.poll(session: session, request, connection: connection) {
        case .granted: return nil
        case .denied(let denial): return denial
        case .needsAdmission:
            return await gatekeeper.admitPoll(session: session, request, connection: connection).denial
        }
    }

    func fetch(_ request: ViewerRequest, connection: ConnectionKey? = nil) {
        gatekeeper.mediaSent(
            stream: request.stream, connection: connection ?? Self.connection(request), address: request.address,
            userAgent: request.userAgent, bytes: 1000)
    }

    /// Lets time pass as `run()` does: a tick and a renewal each second.
    func pass(_ duration: Duration) async {
        var rest = duration
        while rest > .zero {
            let step = min(rest, .seconds(1))
            clock.advance(by: step)
            rest -= step
            gatekeeper.registry.tick()
            await gatekeeper.renewDue()
            await gatekeeper.judgeWaiting()
            await gatekeeper.settle()
        }
    }

    /// The sessions that hold a lease in the cache.
    func leases(of subscriber: SubscriberID = demo) async -> Set<String> {
        await Set(cache.inner.present(in: LeaseAuthority.pool(subscriber)))
    }

    var sessions: Set<String> { Set(gatekeeper.snapshot().map(\.sessionID)) }

    static func connection(_ request: ViewerRequest) -> ConnectionKey {
        var hasher = Hasher()
        hasher.combine(request.address)
        hasher.combine(request.userAgent)
        return ConnectionKey(UInt64(bitPattern: Int64(hasher.finalize())))
    }
}

/// Sessions of other nodes that had to give way.
final class Notices: Sendable {
    private let sessions = Mutex<[String]>([])

    func add(_ session: String) {
        sessions.withLock { $0.append(session) }
    }

    func takeAll() -> [String] {
        sessions.withLock { sessions in
            defer { sessions = [] }
            return sessions
        }
    }
}

extension Result where Failure == Denial {
    var denial: Denial? {
        guard case .failure(let denial) = self else { return nil }
        return denial
    }
}

extension Result where Success == SessionTicket, Failure == Denial {
    var id: String? { try? get().sessionID }
}

extension MemoryCache {
    func present(in pool: String) async -> [String] {
        (try? await members(of: pool)) ?? []
    }
}

struct TestStreams: StreamDirectory {
    func prepare(_ stream: StreamID) async throws(EntitlementUnavailable) {}

    func targetDuration(of stream: StreamID) -> Duration? {
        switch stream {
        case .live(let id): TestHouse.channels.contains(id) ? .seconds(4) : nil
        case .onDemand(let id): TestHouse.films.contains(id) ? OnDemandLibrary.segmentTarget : nil
        }
    }
}

struct TestCountries: CountryLookup {
    var table: [String: String]?
    var isConfigured: Bool { table != nil }
    func country(of address: String) -> String? { table?[address] }
}

/// Entitlements that can be changed, counted and taken away.
final class TestEntitlements: EntitlementSource {
    private struct State {
        var entitlements: [SubscriberID: SubscriberEntitlement] = [:]
        var isDown = false
        var isSilent = false
        var readings = 0
    }

    private let state = Mutex(State())

    func set(_ entitlement: SubscriberEntitlement) {
        state.withLock { $0.entitlements[entitlement.id] = entitlement }
    }

    func remove(_ id: SubscriberID) {
        state.withLock { $0.entitlements[id] = nil }
    }

    var isDown: Bool {
        get { state.withLock { $0.isDown } }
        set { state.withLock { $0.isDown = newValue } }
    }

    /// Takes questions and answers none until their asker gives up.
    var isSilent: Bool {
        get { state.withLock { $0.isSilent } }
        set { state.withLock { $0.isSilent = newValue } }
    }

    var readings: Int { state.withLock { $0.readings } }

    func entitlement(forUsername username: String) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await read { $0.values.first { $0.username.lowercased() == username } }
    }

    func entitlement(of id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await read { $0[id] }
    }

    private func read(
        _ find: ([SubscriberID: SubscriberEntitlement]) -> SubscriberEntitlement?
    ) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        let answer: SubscriberEntitlement?? = state.withLock { state in
            state.readings += 1
            return state.isDown ? nil : .some(find(state.entitlements))
        }
        if isSilent {
            let (silence, end) = AsyncStream.makeStream(of: Void.self)
            for await _ in silence {}
            end.finish()
            throw EntitlementUnavailable("cancelled")
        }
        guard let answer else { throw EntitlementUnavailable("down") }
        return answer
    }
}

/// A cache that can be taken away, made to hang, and emptied.
final class TestCache: Cache {
    enum Mood: Sendable {
        case well
        case down
        /// Answers after so long.
        case slow(Duration)
    }

    private let clock: StreavClock
    private let state: Mutex<(mood: Mood, inner: MemoryCache, calls: Int)>

    init(clock: StreavClock) {
        self.clock = clock
        state = Mutex((.well, MemoryCache(clock: clock), 0))
    }

    var inner: MemoryCache { state.withLock { $0.inner } }
    var calls: Int { state.withLock { $0.calls } }
    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// As after a failover to an empty server.
    func flush() {
        state.withLock { $0.inner = MemoryCache(clock: clock) }
    }

    private func enter() async throws(CacheError) -> MemoryCache {
        let (mood, inner) = state.withLock { state in
            state.calls += 1
            return (state.mood, state.inner)
        }
        switch mood {
        case .well: return inner
        case .down: throw CacheError(.unavailable, "down")
        case .slow(let delay):
            do {
                try await clock.sleep(for: delay)
            } catch {
                throw CacheError(.timedOut, "cancelled")
            }
            return inner
        }
    }

    func value(forKey key: String) async throws(CacheError) -> [UInt8]? {
        try await enter().value(forKey: key)
    }

    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        try await enter().set(value, forKey: key, timeToLive: timeToLive)
    }

    func setIfAbsent(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) -> Bool {
        try await enter().setIfAbsent(value, forKey: key, timeToLive: timeToLive)
    }

    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try await enter().compareAndReplace(expected, with: value, forKey: key, timeToLive: timeToLive)
    }

    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        try await enter().increment(key, by: amount, timeToLive: timeToLive)
    }

    func remove(_ key: String) async throws(CacheError) -> Bool {
        try await enter().remove(key)
    }

    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        try await enter().lease(member, in: pool, limit: limit, timeToLive: timeToLive, replacing: replaced)
    }

    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try await enter().release(member, in: pool)
    }

    func members(of pool: String) async throws(CacheError) -> [String] {
        try await enter().members(of: pool)
    }
}
