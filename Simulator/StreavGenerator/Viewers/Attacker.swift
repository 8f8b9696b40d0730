import NIOCore
import StreavLoad
import StreavMedia
import StreavPorts
import StreavScenario

/// Somebody who tries what must not be had, again and again, at a bounded rate. He has a subscription too, so that he
/// knows what addresses look like.
final class Attacker: LoadClient {
    let number: Int
    let seat: Int
    let cohort: Int
    private let plan: ClientPlan
    private let shared: LoadLoop
    private let connections: ViewerConnections
    private let random: any Entropy
    private var timers: [Scheduled<Void>] = []
    /// The path of a segment that he may have.
    private var segment: String?
    private var underWay = 0
    private var isOver = false

    /// From one attack to the next, on average.
    private static let pause = Duration.milliseconds(500)
    private static let mostUnderWay = 4
    /// Nothing may take longer: the server ends a head after ten seconds.
    private static let patience = TimeAmount.seconds(25)
    private static let listBytes = 1 << 20

    init(_ plan: ClientPlan, _ shared: LoadLoop) {
        number = plan.number
        seat = plan.seat
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        random = plan.random.fork("attacks")
        connections = ViewerConnections(shared, client: plan.seat, userAgent: plan.userAgent)
    }

    private var measure: CohortMeasure {
        get { shared.measure.cohorts[cohort] }
        _modify { yield &shared.measure.cohorts[cohort] }
    }

    private var stream: Int32 { shared.target.channels[plan.stays[0].index % shared.target.channels.count].stream }

    func begin() {
        if let session = plan.session { after(session) { $0.leave(.clean) } }
        learn()
        attack()
    }

    func leave(_ end: EndKind) {
        guard !isOver else { return connections.forget() }
        isOver = true
        for timer in timers { timer.cancel() }
        connections.close()
        shared.ended(self)
    }

    func losePower() { leave(.clean) }

    /// It takes no media that would come slower.
    func slowDown(bitsPerSecond: Double?) {}

    // MARK: What a segment's address is like

    private func learn() {
        let path = shared.target.live(stream, "m3u8", for: plan.subscriber)
        list(path) { attacker, text in
            guard let parsed = try? attacker.shared.parser.parse(text), case .multivariant(let lists) = parsed,
                let uri = lists.variants.first?.uri, let next = attacker.resolve(uri, path)
            else { return }
            attacker.list(next) { attacker, text in
                guard let list = try? attacker.shared.parser.parseMedia(text), let uri = list.segments.last?.uri else {
                    return
                }
                attacker.segment = attacker.resolve(uri, next)
            }
        }
    }

    private func resolve(_ uri: String, _ base: String) -> String? {
        ReferencePath.resolve(uri, against: base, authority: shared.authority)
    }

    private func list(_ path: String, _ then: @escaping (Attacker, ByteBuffer) -> Void) {
        connections.send(LoadRequest(target: path, keptBytes: Self.listBytes, intended: shared.clock.monotonicNow)) {
            [weak self] result in
            guard let self, !self.isOver, case .success(let response) = result, response.status == 200,
                let body = response.body
            else { return }
            then(self, body)
        }
    }

    // MARK: Attacks

    private func attack() {
        after(Self.pause * (0.5 + random.unit())) { $0.attack() }
        let attack = Attack.allCases[Int(random.next() % UInt64(Attack.allCases.count))]
        guard underWay < Self.mostUnderWay, shared.commons.sockets.admits() else { return }
        underWay += 1
        measure.requests[.attack, default: RequestCounts()].start()
        HostileConnection.send(
            attack.bytes(
                authority: shared.authority, stream: stream, username: plan.subscriber.username, segment: segment,
                random),
            drips: attack.drips, to: shared.endpoint(of: plan.seat), patience: Self.patience, on: shared.loop
        ) { [weak self] answer in self?.take(answer, of: attack) }
    }

    private func take(_ answer: AttackAnswer, of attack: Attack) {
        underWay -= 1
        guard !isOver else { return }
        if case .status(let status, _) = answer {
            measure.requests[.attack, default: RequestCounts()].answer(status: status)
        }
        if let fault = answer.fault(of: attack) {
            shared.violation("INV-HOSTILE", "\(attack.requirement), \(fault)", of: self, cohort: plan.cohortName)
        } else {
            measure.sightings["attacker.repelled", default: 0] += 1
        }
    }

    private func after(_ delay: Duration, _ work: @escaping (Attacker) -> Void) {
        // The session's end and the next attack.
        if timers.count > 8 { timers.remove(at: 1) }
        timers.append(
            shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(delay.milliseconds * 1e6))) {
                [weak self] in
                guard let self, !self.isOver else { return }
                work(self)
            })
    }
}
