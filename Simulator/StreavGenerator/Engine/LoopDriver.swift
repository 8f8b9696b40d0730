import Glibc
import NIOCore
import StreavDomain
import StreavLoad
import StreavPorts
import StreavScenario

/// Brings clients to one event loop, when they are to come.
final class LoopDriver: Sendable {
    /// What a loop says of itself.
    struct Snapshot: Sendable {
        var measure: LoopMeasure
        /// Of the loop's thread since it began.
        var processorSeconds: Double
    }

    private struct Arrival {
        var time: MonotonicInstant
        var number: Int
        var cohort: Int
    }

    /// Confined to the loop.
    private final class State {
        let shared: LoadLoop
        /// The latest first.
        var arrivals: [Arrival] = []
        /// Of the next client that replaces one.
        var nextNumber: Int
        /// Seats of those who do not share a place on purpose.
        let ownSeats: Int

        init(_ shared: LoadLoop, nextNumber: Int, ownSeats: Int) {
            self.shared = shared
            self.nextNumber = nextNumber
            self.ownSeats = ownSeats
        }
    }

    /// From one client of a closed population to the next in its place.
    private static let change = TimeAmount.seconds(1)

    private let loop: any EventLoop
    private let step: Int
    private let draw: ClientDraw
    private let state: NIOLoopBoundBox<State?>
    private let index: Int
    private let address: SocketAddress
    private let clock: StreavClock
    private let started: MonotonicInstant

    init(
        index: Int, of count: Int, loop: any EventLoop, draw: ClientDraw, address: SocketAddress, clock: StreavClock,
        started: MonotonicInstant
    ) {
        self.index = index
        self.loop = loop
        self.draw = draw
        self.address = address
        self.clock = clock
        self.started = started
        step = count
        state = .makeEmptyBox(eventLoop: loop)
    }

    func begin() async throws {
        try await loop.submit { self.prepare() }.get()
    }

    private func prepare() {
        let shared = LoadLoop(
            loop: loop, target: draw.target, commons: draw.commons, address: address,
            cohorts: draw.scenario.cohorts.count, clock: clock, started: started)
        var all: [Arrival] = []
        for (cohort, plan) in draw.scenario.cohorts.enumerated() {
            for offset in draw.arrivals(of: plan) {
                all.append(Arrival(time: started + offset, number: 0, cohort: cohort))
            }
        }
        all.sort { $0.time < $1.time }
        // Those who have places of their own are numbered before those who share one.
        let sharers = all.indices.filter { draw.scenario.cohorts[all[$0].cohort].persona == .sharer }
        let others = all.indices.filter { draw.scenario.cohorts[all[$0].cohort].persona != .sharer }
        for (number, place) in (others + sharers).enumerated() { all[place].number = number }
        let state = State(shared, nextNumber: all.count + index, ownSeats: others.count)
        state.arrivals = all.enumerated().filter { $0.offset % step == index }.map(\.element).reversed()
        for arrival in state.arrivals { shared.measure.cohorts[arrival.cohort].arrivals += 1 }
        shared.replaced = { [unowned self] cohort, seat in self.replace(cohort, seat) }
        shared.commons.sessions.open(at: started)
        self.state.value = state
        planPowerCuts(state)
        ClientFaults(scenario: draw.scenario, entropy: draw.entropy).plan(on: shared)
        next()
        beat(due: clock.monotonicNow + LoadRun.beat)
    }

    /// Starts whoever is due, and waits for the next.
    private func next() {
        guard let state = state.value, !state.shared.isStopping else { return }
        let now = clock.monotonicNow
        while let arrival = state.arrivals.last, arrival.time <= now {
            state.arrivals.removeLast()
            start(arrival.number, arrival.cohort, at: arrival.time, state)
        }
        guard let arrival = state.arrivals.last else { return }
        loop.assumeIsolated().scheduleTask(deadline: state.shared.deadline(arrival.time)) { self.next() }
    }

    private func start(
        _ number: Int, _ cohort: Int, at time: MonotonicInstant, _ state: State, seat: Int? = nil
    ) {
        let plan = draw.client(number, of: cohort, arrival: time, seat: seat, ownSeats: state.ownSeats)
        let shared = state.shared
        if plan.persona == .attacker { return shared.begin(Attacker(plan, shared)) }
        switch plan.kind {
        case .hls: shared.begin(ChannelViewer(plan, shared))
        case .ondemand: shared.begin(FilmViewer(plan, shared))
        case .mpegts: shared.begin(TransportViewer(plan, shared))
        case .range: shared.begin(RangeViewer(plan, shared))
        case .api:
            guard let api = shared.target.api else { preconditionFailure("refused before the run") }
            shared.begin(APIClient(plan, shared, target: api))
        case .dashboard: preconditionFailure("refused before the run")
        }
    }

    /// One of a closed population has gone.
    private func replace(_ cohort: Int, _ seat: Int) {
        guard let state = state.value, !state.shared.isStopping,
            case .population = draw.scenario.cohorts[cohort].load
        else { return }
        // Somebody else sits down after a moment: a platform that turns everybody away is not stormed by one chair.
        come(cohort, seat, in: Self.change, state)
    }

    private func come(_ cohort: Int, _ seat: Int, in delay: TimeAmount, _ state: State) {
        state.shared.measure.cohorts[cohort].arrivals += 1
        let number = state.nextNumber
        state.nextNumber += step
        loop.assumeIsolated().scheduleTask(in: delay) {
            guard !state.shared.isStopping else { return }
            self.start(number, cohort, at: self.clock.monotonicNow, state, seat: seat)
        }
    }

    /// Households that lose their power do so all at once, and are back all at once.
    private func planPowerCuts(_ state: State) {
        for (cohort, plan) in draw.scenario.cohorts.enumerated() where plan.persona == .reboot {
            for time in PowerCut.times(in: draw.scenario.duration) {
                loop.assumeIsolated().scheduleTask(deadline: state.shared.deadline(started + time)) {
                    self.cutPower(cohort, state)
                }
            }
        }
    }

    private func cutPower(_ cohort: Int, _ state: State) {
        let shared = state.shared
        guard !shared.isStopping else { return }
        for client in shared.clients.values.filter({ $0.cohort == cohort }).sorted(by: { $0.number < $1.number }) {
            shared.measure.cohorts[cohort].sightings["viewer.rebooted", default: 0] += 1
            client.losePower()
            let start = PowerCut.start(draw.entropy.fork("reboot/\(client.number)"))
            come(cohort, client.seat, in: .milliseconds(start.wholeMilliseconds), state)
        }
    }

    /// The loop's own timer, and how late it is.
    private func beat(due: MonotonicInstant) {
        guard let state = state.value, !state.shared.isStopping else { return }
        loop.assumeIsolated().scheduleTask(deadline: state.shared.deadline(due)) {
            let now = self.clock.monotonicNow
            state.shared.measure.lateness.record((now - due).milliseconds)
            self.beat(due: now + LoadRun.beat)
        }
    }

    func snapshot() async throws -> Snapshot {
        try await loop.submit {
            guard let state = self.state.value else { preconditionFailure("begun before it is asked") }
            var usage = rusage()
            // RUSAGE_THREAD (getrusage(2)): this call runs on the loop's own thread.
            getrusage(__rusage_who_t(1), &usage)
            var measure = state.shared.measure
            if self.index == 0 {
                let cohorts = measure.cohorts.indices.map(Int?.some) + [nil]
                measure.sessions = cohorts.map {
                    state.shared.commons.sessions.reading(of: $0, at: self.clock.monotonicNow)
                }
            }
            return Snapshot(
                measure: measure,
                processorSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
        }.get()
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    func stop() async throws {
        try await loop.submit { self.state.value?.shared.stop() }.get()
    }
}
