import NIOCore
import NIOHTTP1
import StreavLoad
import StreavPorts
import StreavScenario

/// Somebody whose player takes a film as a file: it reads the index at both ends, then on and on, and now and then it
/// jumps and breaks off what it had asked for.
final class RangeViewer: LoadClient {
    let number: Int
    let seat: Int
    let cohort: Int
    private let plan: ClientPlan
    private let shared: LoadLoop
    private let connections: ViewerConnections
    private let path: String
    private let size: Int64
    private var position: Int64 = 0
    private var running: LoadConnection?
    private var quality: SessionQuality
    private var hasStarted = false
    private var isOver = false
    private var timers: [Scheduled<Void>] = []

    /// What a player reads at a time, and from the ends of a file to find its index.
    private static let chunk: Int64 = 2 << 20
    private static let probe: Int64 = 64 << 10

    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        number = plan.number
        seat = plan.seat
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        let film = shared.target.films[plan.stays[0].index % shared.target.films.count]
        path = shared.target.film(film.stream, "mp4", for: plan.subscriber)
        size = film.size
        connections = ViewerConnections(
            shared, client: plan.seat, userAgent: plan.userAgent, line: plan.line())
        quality = SessionQuality(intent: plan.arrival)
    }

    private var measure: CohortMeasure {
        get { shared.measure.cohorts[cohort] }
        _modify { yield &shared.measure.cohorts[cohort] }
    }

    func begin() {
        if let session = plan.session { after(session) { $0.leave($0.plan.end) } }
        // The head, the tail, then the media.
        ask(0..<min(Self.probe, size)) { viewer in
            let tail = max(0, viewer.size - Self.probe)
            viewer.ask(tail..<viewer.size) { viewer in
                viewer.goOn()
                viewer.planSeek()
            }
        }
    }

    func leave(_ end: EndKind) {
        guard !isOver else { return connections.forget() }
        if end == .silent { measure.sightings["viewer.died-silently", default: 0] += 1 }
        finish(.closed, silently: end == .silent)
    }

    func losePower() {
        guard !isOver else { return }
        finish(.closed, silently: true, isReplaced: false)
    }

    func slowDown(bitsPerSecond: Double?) { connections.slowDown(bitsPerSecond: bitsPerSecond) }

    private func after(_ delay: Duration, _ work: @escaping (RangeViewer) -> Void) {
        // Those that have fired are of no use; a seek and a read wait at a time.
        if timers.count > 8 { timers.removeFirst(timers.count - 8) }
        timers.append(
            shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(delay.milliseconds * 1e6))) {
                [weak self] in
                guard let self, !self.isOver else { return }
                work(self)
            })
    }

    private func goOn() {
        let lower = position < size ? position : 0
        ask(lower..<min(size, lower + Self.chunk)) { viewer in
            viewer.position = min(viewer.size, lower + Self.chunk)
            // A player holds some 30 s ahead, then reads on as it plays.
            viewer.after(.seconds(2)) { $0.goOn() }
        }
    }

    private func planSeek() {
        guard let seek = plan.seek else { return }
        after(seek.every * (0.5 + plan.random.unit())) { viewer in
            viewer.measure.sightings["viewer.sought", default: 0] += 1
            if let running = viewer.running { viewer.connections.abandon(running) }
            viewer.running = nil
            viewer.generation += 1
            viewer.position = Int64(viewer.plan.random.unit() * Double(viewer.size - 1))
            viewer.goOn()
            viewer.planSeek()
        }
    }

    private var generation = 0

    private func ask(_ range: Range<Int64>, then next: @escaping (RangeViewer) -> Void) {
        let asked = generation
        measure.requests[.range, default: RequestCounts()].start()
        connections.send(
            LoadRequest(
                target: path, headers: [("Range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")],
                intended: shared.clock.monotonicNow),
            received: { [weak self] part in
                guard let self else { return }
                self.measure.requests[.range, default: RequestCounts()].receive(bytes: part.readableBytes)
                guard !self.isOver else { return }
                self.shared.gave(
                    "more of a film", to: self, self.plan, at: self.shared.clock.monotonicNow, life: Lapse.socketLife)
            },
            sent: { [weak self] in self?.running = $0 },
            done: { [weak self] result in
                guard let self else { return }
                self.running = nil
                switch result {
                case .success(let response): self.measure.requests[.range, default: RequestCounts()].answer(response)
                case .failure(let failure): self.measure.requests[.range, default: RequestCounts()].fail(failure)
                }
                guard !self.isOver, self.generation == asked else { return }
                self.take(result, range, next)
            })
    }

    private func take(
        _ result: Result<LoadResponse, TransferFailure>, _ range: Range<Int64>, _ next: (RangeViewer) -> Void
    ) {
        let now = shared.clock.monotonicNow
        switch result {
        case .success(let response) where response.status == 206:
            let expected = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            if response.headers.first(name: "Content-Range") != expected || response.bytes != range.count {
                shared.violation(
                    "INV-CONTENT", "asked for \(expected), got \(response.bytes) bytes of another range", of: self,
                    cohort: plan.cohortName)
            }
            if !hasStarted {
                hasStarted = true
                quality.apply(.started(at: now))
            }
            next(self)
        case .success(let response) where [401, 403, 410].contains(response.status):
            shared.refused(self, plan, status: response.status, code: response.code)
            finish(.denied)
        case .success(let response) where response.status == 503 || response.status == 429:
            measure.sightings["viewer.shed", default: 0] += 1
            let wait = response.retryAfter ?? .seconds(1)
            after(min(max(wait, .seconds(1)), .seconds(60))) { $0.goOn() }
        case .success, .failure:
            finish(.failed)
        }
    }

    private func finish(_ outcome: SessionOutcome, silently: Bool = false, isReplaced: Bool = true) {
        isOver = true
        for timer in timers { timer.cancel() }
        quality.end(outcome, at: shared.clock.monotonicNow)
        measure.quality.add(quality)
        if silently {
            connections.fallSilent()
            shared.fellSilent(self, isReplaced: isReplaced)
        } else {
            connections.close()
            shared.ended(self)
        }
    }
}
