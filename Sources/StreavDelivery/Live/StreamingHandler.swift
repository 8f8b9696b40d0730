public import Logging
import NIOCore
public import StreavCrypto
import StreavDomain
public import StreavPorts
public import StreavStreaming
import StreavTelemetry
import Synchronization

/// The streaming port: live HLS, endless MPEG-TS, on-demand files and their HLS, health and metrics.
///
/// Whatever memory can answer is answered on the event loop: segments, and polls of sessions that are known. Admission,
/// which may ask the cache, goes to the task pool.
public final class StreamingHandler: HTTPHandler {
    let channels: LiveChannels
    let gatekeeper: Gatekeeper
    let plans: OnDemandPlans
    let library: OnDemandLibrary
    /// Nil where this node is the only one.
    let fleet: FleetMap?
    let signer: SegmentSigner
    /// Of the public address, before the paths of segments.
    let mediaPrefix: String
    let pool: StructuredTaskPool
    /// Pieces of files that lie on other nodes, for players that are being sent them.
    let fetches: StructuredTaskPool
    /// Knows the requests of other nodes; nil where there are none.
    let nodes: NodeDoor?
    let clock: StreavClock
    let viewerPolicy: ViewerPolicy
    let counters: DeliveryCounters
    let probes: Probes
    let logger: Logger
    private let outlets = Mutex<[OutletKey: ChannelOutlet]>([:])

    /// What the three operator's pages answer.
    public struct Probes: Sendable {
        /// Component names and whether they are ready.
        public var readiness: @Sendable () async -> [String: Bool]
        public var metrics: @Sendable () -> String
        /// The names without which no player should be sent here; the others are said only. Nil: all of them.
        public var essential: Set<String>?

        public init(
            readiness: @escaping @Sendable () async -> [String: Bool], metrics: @escaping @Sendable () -> String,
            essential: Set<String>? = nil
        ) {
            self.readiness = readiness
            self.metrics = metrics
            self.essential = essential
        }
    }

    private struct OutletKey: Hashable {
        var channel: ObjectIdentifier
        var eventLoop: ObjectIdentifier
    }

    /// - Parameters:
    ///   - fleet: Where the live streams are that this node does not run; nil where it runs all there are.
    ///   - signer: What signed the live segments' addresses, and signs the others.
    ///   - nodes: Where other nodes are let in to this node's files; nil: nowhere.
    ///   - fetches: Runs what is fetched for players that are being sent something; nil: `pool` does.
    ///   - mediaPrefix: The path of the public address, without a slash at the end: before the paths of segments.
    public init(
        channels: LiveChannels, plans: OnDemandPlans, library: OnDemandLibrary, gatekeeper: Gatekeeper,
        fleet: FleetMap? = nil, nodes: NodeDoor? = nil, signer: SegmentSigner, mediaPrefix: String = "",
        pool: StructuredTaskPool, fetches: StructuredTaskPool? = nil, clock: StreavClock,
        viewerPolicy: ViewerPolicy = ViewerPolicy(), counters: DeliveryCounters, probes: Probes,
        logger: Logger
    ) {
        self.channels = channels
        self.plans = plans
        self.library = library
        self.fleet = fleet
        self.mediaPrefix = mediaPrefix
        self.gatekeeper = gatekeeper
        self.pool = pool
        self.fetches = fetches ?? pool
        self.nodes = nodes
        self.clock = clock
        self.viewerPolicy = viewerPolicy
        self.counters = counters
        self.probes = probes
        self.signer = signer
        self.logger = logger
    }

    public func handle(_ request: HTTPRequest, on exchange: HTTPExchange) {
        switch request.method {
        case .get, .head: break
        case .options: return exchange.respond(.preflight())
        default:
            return exchange.respond(
                .problem(
                    .methodNotAllowed, code: "method_not_allowed", detail: "This address is read with GET or HEAD.",
                    headers: ["Allow": "GET, HEAD, OPTIONS"]))
        }
        switch StreamingRoute(request.segments()) {
        case .segment: segment(request, exchange)
        case .onDemandSegment: onDemandSegment(request, exchange)
        case .multivariant(let credentials, let stream):
            let viewer = viewer(request, credentials, stream, .hls)
            if stream.onDemand == nil {
                multivariant(viewer, request, exchange)
            } else {
                onDemandMultivariant(viewer, request, exchange)
            }
        case .mediaPlaylist(let credentials, let stream, let session, let rendition):
            let viewer = viewer(request, credentials, stream, .hls)
            if stream.onDemand == nil {
                mediaPlaylist(viewer, session: session, request, exchange)
            } else {
                onDemandMediaPlaylist(viewer, session: session, rendition: rendition, request, exchange)
            }
        case .transportStream(let credentials, let stream):
            transportStream(viewer(request, credentials, .live(stream), .transportStream), request, exchange)
        case .file(let credentials, let stream):
            file(viewer(request, credentials, .onDemand(stream), .progressive), request, exchange)
        case .image(let key): image(key, request, exchange)
        case .nodeMedia(let key): nodeMedia(key, request, exchange)
        case .health:
            exchange.respond(Self.text("ok\n"))
        case .readiness: readiness(exchange)
        case .metrics:
            exchange.respond(
                Self.text(probes.metrics(), type: "text/plain; version=0.0.4; charset=utf-8"))
        case .unknown: exchange.respond(Self.nothing)
        }
    }

    static let nothing = HTTPResponse.problem(
        .notFound, code: "not_found", detail: "There is nothing at this address.")

    private func viewer(
        _ request: HTTPRequest, _ credentials: ViewerRequest.Credentials, _ stream: StreamID, _ format: StreamFormat
    ) -> ViewerRequest {
        ViewerRequest(
            credentials: credentials, stream: stream, format: format, address: request.client,
            userAgent: request.userAgent)
    }

    /// Runs `work` in the pool, or refuses when it is full.
    func submit(_ exchange: HTTPExchange, _ work: @escaping @Sendable () async -> Void) {
        if !pool.submit(work) { exchange.respond(.overloaded(retryAfter: 1)) }
    }

    /// The outlet of a channel on an event loop, on that loop.
    func outlet(for channel: LiveChannel, on eventLoop: any EventLoop) -> ChannelOutlet {
        let key = OutletKey(channel: ObjectIdentifier(channel), eventLoop: ObjectIdentifier(eventLoop))
        return outlets.withLock { outlets in
            if let present = outlets[key] { return present }
            let made = ChannelOutlet(
                channel: channel, eventLoop: eventLoop, clock: clock, policy: viewerPolicy
            ) { [weak self] outlet in
                self?.outlets.withLock { if $0[key] === outlet { $0[key] = nil } }
            }
            outlets[key] = made
            return made
        }
    }

    private func readiness(_ exchange: HTTPExchange) {
        submit(exchange) {
            let parts = await self.probes.readiness()
            let essential = self.probes.essential
            let isReady = parts.allSatisfy { name, isWell in isWell || essential?.contains(name) == false }
            let lines = parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value ? "ready" : "not ready")\n" }
            exchange.respond(Self.text(lines.joined(), status: isReady ? .ok : .serviceUnavailable))
        }
    }

    static func text(
        _ text: String, status: HTTPStatus = .ok, type: String = "text/plain; charset=utf-8"
    ) -> HTTPResponse {
        HTTPResponse(
            status, headers: ["Content-Type": type, "Cache-Control": "no-store"],
            body: .bytes(ByteBuffer(string: text)))
    }

    func refuse(_ denial: Denial, _ exchange: HTTPExchange) {
        counters.denials.increment(denial.code.rawValue)
        exchange.respond(.denial(denial))
    }
}
