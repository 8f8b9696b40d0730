import NIOCore
import NIOHTTP1
import StreavLoad
import StreavPorts

/// Somebody who watches live channels as endless MPEG-TS.
final class TransportViewer: LoadClient {
    let number: Int
    let cohort: Int
    private let plan: ClientPlan
    private let shared: LoadLoop
    private var connections: ViewerConnections
    private var stay = 0
    private var generation = 0
    private var isOver = false
    private var watch = TransportWatch()
    private var buffer: WatchedStream
    private var quality: SessionQuality
    private var attempts = 0
    private var reported = 0
    private var lastPart: MonotonicInstant?
    private var timers: [Scheduled<Void>] = []

    /// Connections that are lost in a row before the viewer gives up, and how long it waits for each.
    private static let attempts = 8
    /// Nothing for so long is an outage, over which no interval of the stream's own clock can be kept.
    private static let silence = Duration.milliseconds(300)
    private static let intervals: Set<TransportRule> = [.associationInterval, .mapInterval, .clockInterval]
    private static let longestWait = Duration.seconds(10)

    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        number = plan.number
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        connections = Self.connections(plan, shared)
        buffer = WatchedStream(at: plan.arrival)
        quality = SessionQuality(intent: plan.arrival)
    }

    private static func connections(_ plan: ClientPlan, _ shared: LoadLoop) -> ViewerConnections {
        ViewerConnections(
            shared, client: plan.number, userAgent: "StreavLoad/1.0 (viewer \(plan.number))",
            line: plan.line())
    }

    private var measure: CohortMeasure {
        get { shared.measure.cohorts[cohort] }
        _modify { yield &shared.measure.cohorts[cohort] }
    }

    func begin() {
        if let session = plan.session { after(session) { $0.leave($0.plan.end) } }
        turnOn()
    }

    private func turnOn() {
        if stay + 1 < plan.stays.count { after(plan.stays[stay].length) { $0.zap() } }
        open()
    }

    private func zap() {
        measure.sightings["viewer.zapped", default: 0] += 1
        quality.zap(at: shared.clock.monotonicNow)
        stay += 1
        attempts = 0
        turnOn()
    }

    private func open() {
        connections.close()
        connections = Self.connections(plan, shared)
        generation += 1
        watch = TransportWatch()
        buffer = WatchedStream(at: shared.clock.monotonicNow)
        reported = 0
        let asked = generation
        let path = shared.target.live(shared.target.channels[plan.stays[stay].index], "ts", for: plan.subscriber)
        measure.requests[.stream, default: RequestCounts()].start()
        connections.send(
            LoadRequest(target: path, intended: shared.clock.monotonicNow, timeout: nil),
            received: { [weak self] part in
                guard let self, self.generation == asked, !self.isOver else { return }
                self.take(part)
            },
            done: { [weak self] result in
                guard let self else { return }
                self.ended(result, asked)
            })
    }

    private func take(_ part: ByteBuffer) {
        let now = shared.clock.monotonicNow
        measure.requests[.stream, default: RequestCounts()].receive(bytes: part.readableBytes)
        quality.receivedMedia(bytes: part.readableBytes)
        let isAfterSilence = lastPart.map { now - $0 > Self.silence } ?? false
        lastPart = now
        watch.read(part, at: now)
        attempts = 0
        for event in buffer.advance(to: now, media: watch.mediaTime, bytes: watch.byteCount) { quality.apply(event) }
        note()
        guard watch.violationCount > reported else { return }
        reported = watch.violationCount
        if let violation = watch.violations.last, !(isAfterSilence && Self.intervals.contains(violation.rule)) {
            shared.violation("INV-CONTENT", "\(violation)", of: self, cohort: plan.cohortName)
        }
    }

    private var wasPlaying = false
    private var wasStalled = false

    private func note() {
        let (playing, stalled) = (!isOver && buffer.phase == .playing, !isOver && buffer.phase == .stalled)
        if playing != wasPlaying { measure.playing += playing ? 1 : -1 }
        if stalled != wasStalled { measure.stalled += stalled ? 1 : -1 }
        if stalled, !wasStalled { measure.sightings["viewer.stalled", default: 0] += 1 }
        (wasPlaying, wasStalled) = (playing, stalled)
    }

    private func ended(_ result: Result<LoadResponse, TransferFailure>, _ asked: Int) {
        switch result {
        case .success(let response): measure.requests[.stream, default: RequestCounts()].answer(response)
        case .failure(let failure): measure.requests[.stream, default: RequestCounts()].fail(failure)
        }
        guard !isOver, generation == asked else { return }
        let now = shared.clock.monotonicNow
        for event in buffer.advance(to: now, media: watch.mediaTime, bytes: watch.byteCount) { quality.apply(event) }
        if case .success(let response) = result, [401, 403, 404, 410].contains(response.status) {
            measure.sightings["viewer.refused", default: 0] += 1
            if plan.isAlone {
                shared.violation(
                    "INV-NOFALSE", "a subscriber with a free place was refused with \(response.status)", of: self,
                    cohort: plan.cohortName)
            }
            return finish(.denied)
        }
        attempts += 1
        guard attempts <= Self.attempts else { return finish(.failed) }
        // Twice as long each time, and each viewer's own within it.
        let wait = min(.milliseconds(250) * (1 << min(attempts, 10)), Self.longestWait)
        after(wait * (0.5 + plan.random.unit() / 2)) { $0.open() }
    }

    func leave(_ end: EndKind) {
        guard !isOver else { return connections.forget() }
        if end == .silent {
            measure.sightings["viewer.died-silently", default: 0] += 1
            finish(.closed, silently: true)
        } else {
            finish(.closed)
        }
    }

    private func finish(_ outcome: SessionOutcome, silently: Bool = false) {
        let now = shared.clock.monotonicNow
        for event in buffer.advance(to: now, media: watch.mediaTime, bytes: watch.byteCount) { quality.apply(event) }
        isOver = true
        note()
        for timer in timers { timer.cancel() }
        quality.end(outcome, at: now)
        measure.quality.add(quality)
        if silently {
            connections.fallSilent()
        } else {
            connections.close()
            shared.ended(self)
        }
    }

    private func after(_ delay: Duration, _ work: @escaping (TransportViewer) -> Void) {
        timers.append(
            shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(delay.milliseconds * 1e6))) {
                [weak self] in
                guard let self, !self.isOver else { return }
                work(self)
            })
        if timers.count > 32 { timers.removeFirst(timers.count - 32) }
    }
}
