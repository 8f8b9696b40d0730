import Glibc
import Logging
import NIOCore
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
import StreavTelemetry

@testable import StreavDelivery
@testable import StreavStreaming

/// The streaming port over real sockets, with channels that have published already, on a clock that only tests move.
final class LiveHouse: Sendable {
    static let stream = LiveStreamID(7)
    static let other = LiveStreamID(8)
    /// Known, but without media.
    static let silent = LiveStreamID(9)

    let clock = ManualClock()
    let channels: LiveChannels
    let library: OnDemandLibrary
    let gatekeeper: Gatekeeper
    let handler: StreamingHandler
    let registry = MetricRegistry()
    let log = LogRecorder()
    let entitlements = LiveEntitlements()
    let signer = SegmentSigner(keys: SigningKeys(id: 1, key: .random()))
    let playbackKeys = SigningKeys(id: 1, key: .random())
    let cache: MemoryCache
    private let pool = StructuredTaskPool(concurrency: 256, maximumWaiting: 1024)

    private init(films: TestFilms, fleet: FleetMap?) {
        let clock = StreavClock.manual(clock)
        cache = MemoryCache(clock: clock)
        var logger = Logger(label: "test", factory: { [log] _ in log })
        logger.logLevel = .trace
        channels = LiveChannels(
            configuration: ChannelConfiguration(), opener: NoSources(), clock: clock, entropy: SeededEntropy(seed: 1),
            journal: NoJournal(), logger: logger
        ) { [signer] stream, sequence, expires in
            let address = SegmentAddress(
                channel: stream.rawValue, rendition: "v", mediaSequence: sequence, expiry: expires.seconds + 1,
                fileExtension: "ts")
            return address.map { signer.path($0) } ?? ""
        }
        let tokenKey = SecretKey.random()
        library = OnDemandLibrary(store: films.store, logger: logger)
        let plans = OnDemandPlans(source: films, clock: clock)
        gatekeeper = Gatekeeper(
            clock: clock, entropy: SeededEntropy(seed: 2), entitlements: entitlements, cache: cache,
            countries: UnconfiguredCountryLookup(), streams: NodeStreams(live: channels, onDemand: plans, fleet: fleet),
            accessTokenKey: tokenKey, playbackKeys: playbackKeys, logger: logger)
        handler = StreamingHandler(
            channels: channels, plans: plans, library: library, gatekeeper: gatekeeper, fleet: fleet,
            signer: signer, pool: pool, clock: clock,
            counters: DeliveryCounters(registry: registry),
            probes: .init(readiness: { ["database": true] }, metrics: { [registry] in registry.text() }),
            logger: logger)
        entitlements.fill(tokenKey, now: clock.wallNow)
        channels.apply(
            [Self.stream, Self.other, Self.silent].map { stream in
                ChannelPlan(id: stream, name: "Channel \(stream)", sources: [SourcePlan(address: "none:")])
            })
        feed(Self.stream)
        feed(Self.other)
    }

    /// Runs `body` beside a house and its port.
    static func with<Result>(
        films: TestFilms = TestFilms(), fleet: FleetMap? = nil,
        _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        _ body: (LiveHouse, TestServer) async throws -> Result
    ) async throws -> Result {
        let house = LiveHouse(films: films, fleet: fleet)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await house.pool.run() }
            group.addTask { await house.gatekeeper.run() }
            defer { group.cancelAll() }
            return try await TestServer.with(configure, handler: house.handler, logger: house.log.logger) { server in
                try await body(house, server)
            }
        }
    }

    /// Puts a whole clip on air at once.
    private func feed(_ stream: LiveStreamID) {
        guard let channel = channels.channel(stream) else { return }
        for event in Self.clip {
            if case .tracks(let tracks) = event { channel.begin(input: 0, tracks: tracks) }
            channel.consume([event])
        }
    }

    /// Taken apart once for all tests.
    private static let clip: [TransportEvent] = {
        var reader = TransportReader()
        var events: [TransportEvent] = []
        let bytes = (try? TestFilms.bytes(of: "clips/radio.ts")) ?? []
        reader.read(ByteBuffer(bytes: bytes)) { events.append($0) }
        return events
    }()

    /// The path of a live stream with a subscriber's credentials.
    func path(_ user: String, _ stream: LiveStreamID = stream, _ ending: String = "m3u8") -> String {
        "/live/\(user)/\(LiveEntitlements.token(of: user))/\(stream).\(ending)"
    }

    /// The path of a film with a subscriber's credentials.
    func film(_ user: String, _ film: OnDemandStreamID = TestFilms.harbour, _ ending: String = "mp4") -> String {
        "/movie/\(user)/\(LiveEntitlements.token(of: user))/\(film).\(ending)"
    }

    /// The addresses of the segments that are listed now.
    func segments(of stream: LiveStreamID = stream) -> [String] {
        let text = channels.channel(stream)?.playlist.map { String(buffer: $0.text) } ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("/media/") }.map(String.init)
    }

    /// Lets time pass as a running node does, tick by tick.
    func pass(_ duration: Duration) {
        var rest = duration
        while rest > .zero {
            clock.advance(by: min(rest, LiveChannel.tick))
            rest -= LiveChannel.tick
            for stream in [Self.stream, Self.other, Self.silent] { channels.channel(stream)?.tickNow() }
        }
    }

    var sessions: Int { gatekeeper.snapshot().count }
}

struct NoSources: MediaSourceOpener {
    func source(for address: String) throws(MediaSourceError) -> any MediaSource {
        throw MediaSourceError(.invalidAddress, "there are no sources here")
    }
}

struct NoJournal: ChannelJournal {
    func load(_ channel: LiveStreamID) async throws -> ChannelRecord? { nil }
    func save(_ record: ChannelRecord, generation: Int64) async throws -> Bool { true }
}
