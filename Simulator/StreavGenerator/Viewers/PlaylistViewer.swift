import NIOCore
import NIOHTTP1
import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts

/// Somebody who plays HLS: drives a player machine over sockets. What is particular to live channels and to films is in
/// its subclasses.
class PlaylistViewer<Playback: PlaylistPlayback>: LoadClient {
    let number: Int
    let cohort: Int
    let plan: ClientPlan
    let shared: LoadLoop
    var playback: Playback
    private let connections: ViewerConnections
    /// The path the player was opened with, and that of the media playlist it plays.
    private var base = ""
    private var listBase = ""
    private var wake: Scheduled<Void>?
    private var wakeInstant: MonotonicInstant?
    private var sessionEnd: Scheduled<Void>?
    private var fetching: LoadConnection?
    /// Grows whenever what is under way ceases to count.
    private var generation = 0
    private(set) var isOver = false
    private var wasPlaying = false
    private var wasStalled = false

    /// A playlist longer than this is none.
    private static var playlistBytes: Int { 1 << 20 }

    init(_ plan: ClientPlan, _ shared: LoadLoop, _ playback: Playback) {
        number = plan.number
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        self.playback = playback
        connections = ViewerConnections(
            shared, client: plan.number, userAgent: "StreavLoad/1.0 (viewer \(plan.number))",
            line: plan.line())
    }

    final var measure: CohortMeasure {
        get { shared.measure.cohorts[cohort] }
        _modify { yield &shared.measure.cohorts[cohort] }
    }

    final func sight(_ event: String) {
        measure.sightings[event, default: 0] += 1
    }

    final var now: MonotonicInstant { shared.clock.monotonicNow }

    // MARK: For subclasses

    /// The path that the player is opened with.
    var address: String { preconditionFailure("every viewer has an address") }

    /// A media playlist came.
    func examine(_ list: MediaPlaylist, rung: Int) {}

    /// A segment's bytes as they come.
    func received(_ part: ByteBuffer, of segment: SegmentRequest) {}

    /// The player is about to be let go.
    func ending() {}

    /// Opens the address; what was under way does not count any more.
    final func turnOn(_ start: (inout Playback, MonotonicInstant) -> [PlaybackAction]) {
        if let fetching { connections.abandon(fetching) }
        fetching = nil
        generation += 1
        base = address
        listBase = base
        perform(start(&playback, now))
    }

    /// Does something after a while, unless the viewer has gone by then.
    @discardableResult
    final func after(_ delay: Duration, _ work: @escaping () -> Void) -> Scheduled<Void> {
        shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(delay.milliseconds * 1e6))) { [weak self] in
            guard let self, !self.isOver else { return }
            work()
        }
    }

    // MARK: Coming and going

    func begin() {
        if let session = plan.session { sessionEnd = after(session) { [unowned self] in self.leave(self.plan.end) } }
        turnOn { $0.open(at: $1) }
    }

    func leave(_ end: EndKind) {
        guard !isOver else { return connections.forget() }
        _ = playback.close(at: now)
        if end == .silent { sight("viewer.died-silently") }
        finish(silently: end == .silent)
    }

    final func cancelSessionEnd() { sessionEnd?.cancel() }

    private func finish(silently: Bool = false) {
        guard !isOver else { return }
        ending()
        isOver = true
        wake?.cancel()
        sessionEnd?.cancel()
        note(playing: false, stalled: false)
        measure.quality.add(playback.quality)
        if playback.quality.switchesUp > 0 { sight("viewer.switched-up") }
        if playback.quality.switchesDown > 0 { sight("viewer.switched-down") }
        if silently {
            // Its sockets stay open, as a power cut leaves them.
            connections.fallSilent()
        } else {
            connections.close()
            shared.ended(self)
        }
    }

    // MARK: The player

    final func perform(_ actions: [PlaybackAction]) {
        for action in actions where !isOver {
            switch action {
            case .loadMultivariant(let intended): loadMultivariant(intended)
            case .loadPlaylist(let rung, let intended): loadPlaylist(rung, intended)
            case .fetch(let request): load(request)
            case .abandon:
                if let fetching { connections.abandon(fetching) }
                fetching = nil
            case .skip: break
            case .jumpToLiveEdge: sight("viewer.missed-window")
            case .end(let end): conclude(end)
            }
        }
        guard !isOver else { return }
        note(playing: playback.buffer.phase == .playing, stalled: playback.buffer.phase == .stalled)
        schedule()
    }

    private func conclude(_ end: PlaybackEnd) {
        if case .denied(let status, _) = end {
            sight("viewer.refused")
            if plan.isAlone {
                shared.violation(
                    "INV-NOFALSE", "a subscriber with a free place was refused with \(status)", of: self,
                    cohort: plan.cohortName)
            }
        }
        finish()
    }

    private func note(playing: Bool, stalled: Bool) {
        if playing != wasPlaying { measure.playing += playing ? 1 : -1 }
        if stalled != wasStalled { measure.stalled += stalled ? 1 : -1 }
        if stalled, !wasStalled { sight("viewer.stalled") }
        (wasPlaying, wasStalled) = (playing, stalled)
    }

    private func schedule() {
        let next = playback.nextWake
        guard next != wakeInstant || wake == nil else { return }
        wake?.cancel()
        wake = nil
        wakeInstant = next
        guard let next else { return }
        wake = shared.loop.assumeIsolated().scheduleTask(deadline: shared.deadline(next)) { [weak self] in
            guard let self, !self.isOver else { return }
            self.wake = nil
            self.wakeInstant = nil
            self.perform(self.playback.tick(at: self.now))
        }
    }

    // MARK: Requests

    private func loadMultivariant(_ intended: MonotonicInstant) {
        ask(.multivariant, base, kept: Self.playlistBytes, intended) { viewer, response in
            guard let body = response.body, let parsed = try? viewer.shared.parser.parse(body) else {
                return viewer.fail(.malformed("no playlist"), of: .multivariant)
            }
            viewer.perform(
                viewer.playback.loaded(
                    parsed, bytes: response.bytes, began: response.timing.started, ended: response.timing.done))
        }
    }

    private func loadPlaylist(_ rung: Int, _ intended: MonotonicInstant) {
        measure.reloadLateness.record((now - intended).milliseconds)
        let reference = playback.ladder.map { $0.rungs[min(rung, $0.rungs.count - 1)].uri } ?? ""
        guard let path = ReferencePath.resolve(reference, against: base, authority: shared.authority) else {
            return fail(.malformed("a playlist on another server"), of: .playlist)
        }
        listBase = path
        ask(.playlist, path, kept: Self.playlistBytes, intended) { viewer, response in
            guard let body = response.body, let list = try? viewer.shared.parser.parseMedia(body) else {
                return viewer.fail(.malformed("no media playlist"), of: .playlist)
            }
            viewer.examine(list, rung: rung)
            viewer.perform(
                viewer.playback.playlistLoaded(
                    list, rung: rung, bytes: response.bytes, began: response.timing.started,
                    ended: response.timing.done))
        }
    }

    private func load(_ segment: SegmentRequest) {
        guard let path = ReferencePath.resolve(segment.segment.uri, against: listBase, authority: shared.authority)
        else { return fail(.malformed("a segment on another server"), of: .segment) }
        ask(.segment, path, kept: nil, segment.intended, of: segment) { viewer, response in
            viewer.fetching = nil
            viewer.perform(
                viewer.playback.segmentCompleted(
                    segment, bytes: response.bytes, began: response.timing.started, ended: response.timing.done))
        }
    }

    private func ask(
        _ kind: RequestKind, _ path: String, kept: Int?, _ intended: MonotonicInstant,
        of segment: SegmentRequest? = nil,
        done: @escaping (PlaylistViewer, LoadResponse) -> Void
    ) {
        let asked = generation
        measure.requests[kind, default: RequestCounts()].start()
        connections.send(
            LoadRequest(target: path, keptBytes: kept, intended: intended), isFromHome: kind == .multivariant,
            received: { [weak self] part in
                guard let self else { return }
                self.measure.requests[kind, default: RequestCounts()].receive(bytes: part.readableBytes)
                if let segment, self.generation == asked { self.received(part, of: segment) }
            },
            sent: { [weak self] connection in
                if segment != nil { self?.fetching = connection }
            },
            done: { [weak self] result in
                guard let self else { return }
                switch result {
                case .success(let response): self.measure.requests[kind, default: RequestCounts()].answer(response)
                case .failure(let failure): self.measure.requests[kind, default: RequestCounts()].fail(failure)
                }
                guard !self.isOver, self.generation == asked else { return }
                self.take(result, kind, done)
            })
    }

    private func take(
        _ result: Result<LoadResponse, TransferFailure>, _ kind: RequestKind,
        _ done: (PlaylistViewer, LoadResponse) -> Void
    ) {
        let resource: LoadedResource =
            switch kind {
            case .multivariant: .multivariant
            case .playlist: .playlist
            default: .segment
            }
        switch result {
        case .success(let response) where response.status == 200 || response.status == 206:
            done(self, response)
        case .success(let response):
            let wait = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
            if wait != nil { sight("viewer.shed") }
            fail(.status(response.status, retryAfter: wait.map { .seconds(min(max($0, 0), 600)) }), of: resource)
        case .failure(.timedOut): fail(.timeout, of: resource)
        case .failure(.malformed(let reason)): fail(.malformed(reason), of: resource)
        case .failure: fail(.connection, of: resource)
        }
    }

    private func fail(_ failure: LoadFailure, of resource: LoadedResource) {
        if resource == .segment { fetching = nil }
        perform(playback.failed(failure, of: resource, at: now))
    }
}
