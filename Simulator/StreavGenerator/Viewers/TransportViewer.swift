import NIOCore
import NIOHTTP1
import StreavLoad
import StreavPorts
import StreavScenario

/// Somebody who watches live channels as endless MPEG-TS: drives a player machine over a socket.
final class TransportViewer: LoadClient {
    let number: Int
    let seat: Int
    let cohort: Int
    private let plan: ClientPlan
    private let shared: LoadLoop
    private var connections: ViewerConnections
    private var connection: LoadConnection?
    private var isReading = true
    private var playback: EndlessPlayback
    private var judge: ContentJudge
    private var stay = 0
    /// Grows with each connection: what comes of another does not count.
    private var generation = 0
    private var isOver = false
    private var reported = 0
    private var lastPart: MonotonicInstant?
    private var sessionEnd: Scheduled<Void>?
    private var stayEnd: Scheduled<Void>?
    private var wake: Scheduled<Void>?
    private var wakeInstant: MonotonicInstant?
    private var slowRate: Double?
    /// Why it was refused last.
    private var refusal: String?
    private var wasPlaying = false
    private var wasStalled = false

    /// Nothing for so long is an outage, over which no interval of the stream's own clock can be kept.
    private static let silence = Duration.milliseconds(300)
    private static let intervals: Set<TransportRule> = [.associationInterval, .mapInterval, .clockInterval]
    /// A player of an endless stream comes back more often than one of playlists gives up.
    private static let retries = RetryRule(attempts: 8, longestDelay: .seconds(10))

    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        number = plan.number
        seat = plan.seat
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        connections = Self.connections(plan, shared)
        playback = EndlessPlayback(intent: plan.arrival, retries: Self.retries)
        playback.wallAnchor = shared.anchor
        judge = ContentJudge(wanted: shared.target.channels[plan.stays[0].index].identity)
    }

    private static func connections(_ plan: ClientPlan, _ shared: LoadLoop) -> ViewerConnections {
        ViewerConnections(shared, client: plan.seat, userAgent: plan.userAgent, line: plan.line())
    }

    private var measure: CohortMeasure {
        get { shared.measure.cohorts[cohort] }
        _modify { yield &shared.measure.cohorts[cohort] }
    }

    private var now: MonotonicInstant { shared.clock.monotonicNow }

    private var channel: LoadTarget.Channel { shared.target.channels[plan.stays[stay].index] }

    // MARK: Coming and going

    func begin() {
        if let session = plan.session { sessionEnd = after(session) { $0.leave($0.plan.end) } }
        planZap()
        perform(playback.open(at: now))
    }

    private func planZap() {
        guard stay + 1 < plan.stays.count else { return }
        stayEnd = after(plan.stays[stay].length) { $0.zap() }
    }

    private func zap() {
        measure.sightings["viewer.zapped", default: 0] += 1
        stay += 1
        judge = ContentJudge(wanted: channel.identity)
        planZap()
        disconnect()
        perform(playback.zap(at: now))
    }

    func leave(_ end: EndKind) {
        guard !isOver else { return connections.forget() }
        if end == .silent { measure.sightings["viewer.died-silently", default: 0] += 1 }
        finish(silently: end == .silent)
    }

    func losePower() {
        guard !isOver else { return }
        finish(silently: true, isReplaced: false)
    }

    func slowDown(bitsPerSecond: Double?) {
        slowRate = bitsPerSecond
        connections.slowDown(bitsPerSecond: bitsPerSecond)
    }

    private func finish(silently: Bool = false, isReplaced: Bool = true) {
        _ = playback.close(at: now)
        isOver = true
        note()
        for timer in [sessionEnd, stayEnd, wake] { timer?.cancel() }
        measure.quality.add(playback.quality)
        if silently {
            connections.fallSilent()
            shared.fellSilent(self, isReplaced: isReplaced)
        } else {
            connections.close()
            shared.ended(self)
        }
    }

    // MARK: The player

    private func perform(_ actions: [EndlessAction]) {
        for action in actions where !isOver {
            switch action {
            case .connect(let intended): connect(intended)
            case .end(let end):
                if case .denied(let status, _) = end { shared.refused(self, plan, status: status, code: refusal) }
                finish()
            }
        }
        guard !isOver else { return }
        note()
        read(playback.reads)
        schedule()
    }

    private func note() {
        let phase = playback.buffer.phase
        let (playing, stalled) = (!isOver && phase == .playing, !isOver && phase == .stalled)
        if playing != wasPlaying { measure.playing += playing ? 1 : -1 }
        if stalled != wasStalled { measure.stalled += stalled ? 1 : -1 }
        if stalled, !wasStalled { measure.sightings["viewer.stalled", default: 0] += 1 }
        (wasPlaying, wasStalled) = (playing, stalled)
    }

    /// A player whose buffer is full leaves the rest in the socket.
    private func read(_ reads: Bool) {
        guard let connection, reads != isReading else { return }
        isReading = reads
        connection.setReading(reads)
    }

    private func schedule() {
        let next = playback.nextWake
        guard next != wakeInstant || wake == nil else { return }
        // The buffer runs dry later with each piece of media: whoever wakes too early looks again.
        if let waiting = wakeInstant, wake != nil, let next, next > waiting { return }
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

    // MARK: The connection

    private func disconnect() {
        connections.close()
        connections = Self.connections(plan, shared)
        connections.slowDown(bitsPerSecond: slowRate)
        connection = nil
        isReading = true
        generation += 1
    }

    private func connect(_ intended: MonotonicInstant) {
        disconnect()
        judge.splice()
        lastPart = nil
        let asked = generation
        measure.requests[.stream, default: RequestCounts()].start()
        connections.send(
            LoadRequest(
                target: shared.target.live(channel.stream, "ts", for: plan.subscriber), intended: intended,
                timeout: nil),
            received: { [weak self] part in
                guard let self, self.generation == asked, !self.isOver else { return }
                self.take(part)
            },
            sent: { [weak self] in self?.connection = $0 },
            done: { [weak self] in self?.ended($0, asked) })
    }

    private func take(_ part: ByteBuffer) {
        measure.requests[.stream, default: RequestCounts()].receive(bytes: part.readableBytes)
        let now = now
        let isAfterSilence = lastPart.map { now - $0 > Self.silence } ?? false
        lastPart = now
        shared.gave("more of a stream", to: self, plan, at: now, life: Lapse.socketLife)
        let actions = playback.received(part, at: now)
        judgeContent(isAfterSilence: isAfterSilence)
        perform(actions)
    }

    private func judgeContent(isAfterSilence: Bool) {
        let isExcused = shared.isExcused(channel: plan.stays[stay].index)
        if !playback.pictures.isEmpty {
            for violation in judge.judge(playback.pictures) where !(isExcused && violation.canBeOfTheSource) {
                shared.violation(
                    "INV-CONTENT", "the stream of live-\(channel.stream): \(violation)", of: self,
                    cohort: plan.cohortName)
            }
        }
        guard playback.watch.violationCount > reported else { return }
        reported = playback.watch.violationCount
        if let violation = playback.watch.violations.last,
            !(isAfterSilence && Self.intervals.contains(violation.rule))
        {
            shared.violation("INV-CONTENT", "\(violation)", of: self, cohort: plan.cohortName)
        }
    }

    private func ended(_ result: Result<LoadResponse, TransferFailure>, _ asked: Int) {
        switch result {
        case .success(let response): measure.requests[.stream, default: RequestCounts()].answer(response)
        case .failure(let failure): measure.requests[.stream, default: RequestCounts()].fail(failure)
        }
        guard !isOver, generation == asked else { return }
        connection = nil
        switch result {
        case .success(let response) where response.status == 200:
            // An endless answer that ends was broken off.
            perform(playback.failed(.connection, at: now))
        case .success(let response):
            if response.retryAfter != nil { measure.sightings["viewer.shed", default: 0] += 1 }
            refusal = response.code
            perform(playback.failed(.status(response.status, retryAfter: response.retryAfter), at: now))
        case .failure(let failure): perform(playback.failed(failure.load, at: now))
        }
    }

    private func after(_ delay: Duration, _ work: @escaping (TransportViewer) -> Void) -> Scheduled<Void> {
        shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(delay.milliseconds * 1e6))) { [weak self] in
            guard let self, !self.isOver else { return }
            work(self)
        }
    }
}
