import NIOCore
import NIOHTTP1
import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts
import StreavScenario

/// Somebody who plays HLS: drives a player machine over sockets. What is particular to live channels and to films is in
/// its subclasses.
class PlaylistViewer<Playback: PlaylistPlayback>: LoadClient {
    let number: Int
    let seat: Int
    let cohort: Int
    let plan: ClientPlan
    let shared: LoadLoop
    var playback: Playback
    let connections: ViewerConnections
    /// The path the player was opened with, and that of the media playlist it plays.
    var base = ""
    var listBase = ""
    private var wake: Scheduled<Void>?
    private var wakeInstant: MonotonicInstant?
    private var sessionEnd: Scheduled<Void>?
    /// The segment that is on its way, and on which connection.
    var fetch: SegmentFetch?
    var fetching: LoadConnection?
    /// Grows whenever what is under way ceases to count.
    private(set) var generation = 0
    private(set) var isOver = false
    /// Why it was refused last.
    var refusal: String?
    private var wasPlaying = false
    private var wasStalled = false
    /// What the player tells the platform of itself.
    var mediaData: ViewerMediaData

    init(_ plan: ClientPlan, _ shared: LoadLoop, _ playback: Playback) {
        number = plan.number
        seat = plan.seat
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        self.playback = playback
        mediaData = ViewerMediaData(plan)
        connections = ViewerConnections(
            shared, client: plan.seat, userAgent: plan.userAgent, line: plan.line())
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

    /// The stream that is watched.
    var stream: SegmentTruths.Rendition.Stream { preconditionFailure("every viewer watches something") }

    /// Whether the packets of segments are looked at.
    var examinesSegments: Bool { false }

    /// A media playlist came.
    func examine(_ list: MediaPlaylist, rung: Int) {}

    /// A segment came whole. Gives when its first picture was taken, where that is known.
    func examine(_ content: SegmentContent, of segment: SegmentRequest) -> Timestamp? { nil }

    /// What the player does is about to be done.
    func notice(_ action: PlaybackAction) {}

    /// The player is about to be let go.
    func ending() {}

    /// Opens the address; what was under way does not count any more.
    final func turnOn(_ start: (inout Playback, MonotonicInstant) -> [PlaybackAction]) {
        if let fetching { connections.abandon(fetching) }
        fetching = nil
        fetch = nil
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

    func losePower() {
        guard !isOver else { return }
        _ = playback.close(at: now)
        finish(silently: true, isReplaced: false)
    }

    func slowDown(bitsPerSecond: Double?) { connections.slowDown(bitsPerSecond: bitsPerSecond) }

    final func cancelSessionEnd() { sessionEnd?.cancel() }

    private func finish(silently: Bool = false, isReplaced: Bool = true) {
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
            shared.fellSilent(self, isReplaced: isReplaced)
        } else {
            connections.close()
            shared.ended(self)
        }
    }

    // MARK: The player

    final func perform(_ actions: [PlaybackAction]) {
        for action in actions where !isOver {
            notice(action)
            switch action {
            case .loadMultivariant(let intended): loadMultivariant(intended)
            case .loadPlaylist(let rung, let intended): loadPlaylist(rung, intended)
            case .fetch(let request): load(request)
            case .abandon:
                if let fetching { connections.abandon(fetching) }
                fetching = nil
                fetch = nil
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
        if case .denied(let status, _) = end { shared.refused(self, plan, status: status, code: refusal) }
        finish()
    }

    private func note(playing: Bool, stalled: Bool) {
        if playing != wasPlaying { measure.playing += playing ? 1 : -1 }
        if stalled != wasStalled { measure.stalled += stalled ? 1 : -1 }
        if stalled, !wasStalled {
            sight("viewer.stalled")
            mediaData.starve()
        }
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
}
