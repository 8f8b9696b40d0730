import NIOCore
import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts
import StreavScenario

/// What all viewers of one event loop share. Lives on that loop.
final class LoadLoop {
    let loop: any EventLoop
    let target: LoadTarget
    let commons: RunCommons
    let address: SocketAddress
    let clock: StreavClock
    let started: MonotonicInstant
    let anchor: WallAnchor
    let parser = PlaylistParser()
    var measure: LoopMeasure
    /// Those present, by their numbers.
    private(set) var clients: [Int: any LoadClient] = [:]
    private(set) var isStopping = false
    /// Told of the cohort and the seat of each client that has gone.
    var replaced: ((_ cohort: Int, _ seat: Int) -> Void)?
    /// Those that fell silent, until their sockets are let go.
    private var silent: [Int: any LoadClient] = [:]
    /// When somebody fell silent on a seat: the platform may not know it yet.
    private var silences: [Int: MonotonicInstant] = [:]

    /// The sockets of who fell silent are kept for so long: longer than any server waits.
    private static let silence = Duration.seconds(120)
    /// A silent session's place comes back within its lease of 30 s and a tick (INV-CONN).
    static let placeReturns = Duration.seconds(32)

    init(
        loop: any EventLoop, target: LoadTarget, commons: RunCommons, address: SocketAddress, cohorts: Int,
        clock: StreavClock,
        started: MonotonicInstant
    ) {
        self.loop = loop
        self.target = target
        self.commons = commons
        self.address = address
        self.clock = clock
        self.started = started
        anchor = WallAnchor(instant: clock.monotonicNow, wall: clock.wallNow)
        measure = LoopMeasure(cohorts: cohorts)
    }

    var authority: String { "\(target.host):\(target.port)" }

    /// Where a client's connections come from and go to. On the loopback interface all of 127.0.0.0/8 is ours.
    ///
    /// - Parameter port: Nil: that of the streaming server.
    func endpoint(of client: Int, port: Int? = nil) -> LoadConnection.Endpoint {
        var address = address
        if let port { address.port = port }
        var endpoint = LoadConnection.Endpoint(target: address, authority: "\(target.host):\(port ?? target.port)")
        if target.spreadsAddresses {
            // 127.1.0.1 to 127.254.255.254: nobody else's, and none ends in 0 or 255.
            let number = client % (254 * 256 * 254)
            let octets = (number / (256 * 254) % 254 + 1, number / 254 % 256, number % 254 + 1)
            endpoint.source = try? SocketAddress(ipAddress: "127.\(octets.0).\(octets.1).\(octets.2)", port: 0)
        }
        return endpoint
    }

    func begin(_ client: any LoadClient) {
        clients[client.number] = client
        measure.cohorts[client.cohort].present += 1
        commons.sessions.begin(client.cohort, at: clock.monotonicNow)
        client.begin()
    }

    func ended(_ client: any LoadClient) {
        guard clients.removeValue(forKey: client.number) != nil else { return }
        depart(client)
        replaced?(client.cohort, client.seat)
    }

    /// It went without a word. Its sockets stay as a power cut leaves them.
    ///
    /// - Parameter isReplaced: Whether somebody else takes its seat.
    func fellSilent(_ client: any LoadClient, isReplaced: Bool) {
        guard clients.removeValue(forKey: client.number) != nil else { return }
        silent[client.number] = client
        silences[client.seat] = clock.monotonicNow
        depart(client)
        let number = client.number
        loop.assumeIsolated().scheduleTask(deadline: deadline(clock.monotonicNow + Self.silence)) { [weak self] in
            self?.silent.removeValue(forKey: number)?.leave(.clean)
        }
        if isReplaced { replaced?(client.cohort, client.seat) }
    }

    private func depart(_ client: any LoadClient) {
        measure.cohorts[client.cohort].present -= 1
        commons.sessions.end(client.cohort, at: clock.monotonicNow)
    }

    /// Somebody was refused: a fault of the platform, where nobody else has the place.
    func refused(_ client: any LoadClient, _ plan: ClientPlan, status: Int, code: String?) {
        measure.cohorts[client.cohort].sightings["viewer.refused", default: 0] += 1
        if plan.persona == .sharer {
            measure.cohorts[client.cohort].sightings["viewer.shared-over-limit", default: 0] += 1
        }
        if plan.persona == .lapsing {
            measure.cohorts[client.cohort].sightings["viewer.cut-off", default: 0] += 1
        }
        let isHeld = silences[plan.seat].map { clock.monotonicNow - $0 < Self.placeReturns } ?? false
        let time = clock.monotonicNow - started
        guard plan.isAlone, !isHeld, !commons.faults.mayHaveLostLeases(at: time) else { return }
        violation(
            "INV-NOFALSE", "a subscriber with a free place was refused with \(status) (\(code ?? "no code"))",
            of: client,
            cohort: plan.cohortName)
    }

    /// The platform gave somebody a playlist, a segment, or more of an answer without an end.
    ///
    /// - Parameters:
    ///   - began: When it was asked for, or when it came where it has no end.
    ///   - life: How long that may be given after the subscription's end.
    func gave(_ what: String, to client: any LoadClient, _ plan: ClientPlan, at began: MonotonicInstant, life: Duration)
    {
        if plan.subscriber.lapse?.forbids(began, life: life) == true {
            violation(
                "INV-EXP", "\(what) was given after the subscription had ended", of: client, cohort: plan.cohortName)
        }
        guard plan.persona == .sharer, life > Lapse.playlistLife, !commons.faults.mayCountAlone(at: began - started),
            let count = commons.places.gotMedia(plan.subscriber.username, viewer: client.number, at: began)
        else { return }
        violation(
            "INV-CONN", "\(count) watch at once on a subscription with one connection", of: client,
            cohort: plan.cohortName)
    }

    /// Whether a fault of the source explains what is wrong with the pictures of a channel now.
    func isExcused(channel: Int) -> Bool {
        commons.faults.excuse(channel: channel, at: clock.monotonicNow - started)
    }

    /// Whether a list may be as short as that of a channel that has just begun on another node.
    var mayHaveMoved: Bool { commons.faults.mayHaveMoved(at: clock.monotonicNow - started) }

    /// Everybody leaves.
    func stop() {
        isStopping = true
        commons.sessions.close(at: clock.monotonicNow)
        for client in clients.values { client.leave(.clean) }
        for client in silent.values { client.leave(.clean) }
        clients = [:]
        silent = [:]
        for index in measure.cohorts.indices { measure.cohorts[index].present = 0 }
    }

    func violation(_ invariant: String, _ detail: String, of client: any LoadClient, cohort name: String) {
        measure.add(
            Violation(
                invariant: invariant, time: (clock.monotonicNow - started).milliseconds / 1000, viewer: client.number,
                cohort: name, detail: detail))
    }

    /// An instant as the loop's timers count.
    func deadline(_ instant: MonotonicInstant) -> NIODeadline {
        let wait = instant - clock.monotonicNow
        return .now() + .nanoseconds(Int64(max(0, wait.milliseconds) * 1e6))
    }
}
