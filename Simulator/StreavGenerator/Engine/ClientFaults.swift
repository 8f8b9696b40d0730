import NIOCore
import StreavLoad
import StreavPorts
import StreavScenario

/// What a scenario does to clients: some read slower than their media plays, some fall silent.
struct ClientFaults {
    /// Of those present, who is struck where nothing is said.
    private static let share = 0.1
    /// Of the media's own rate.
    private static let factor = 0.5

    let scenario: Scenario
    let entropy: any Entropy

    /// Plans all of them on a loop.
    func plan(on shared: LoadLoop) {
        for (place, fault) in scenario.faults.enumerated() {
            switch fault.word {
            case .clientsSilent: at(fault.at, on: shared) { silence(fault, place, shared) }
            case .clientsSlow: at(fault.at, on: shared) { slow(fault, place, shared) }
            default: break
            }
        }
    }

    private func at(_ time: Duration, on shared: LoadLoop, _ body: @escaping () -> Void) {
        shared.loop.assumeIsolated().scheduleTask(deadline: shared.deadline(shared.started + time)) {
            if !shared.isStopping { body() }
        }
    }

    private func silence(_ fault: Fault, _ place: Int, _ shared: LoadLoop) {
        for client in struck(fault, place, shared) {
            bite(fault, client, shared)
            client.leave(.silent)
        }
    }

    private func slow(_ fault: Fault, _ place: Int, _ shared: LoadLoop) {
        let rate = Double(scenario.platform.bitrate.bitsPerSecond) * (fault.factor ?? Self.factor)
        let clients = struck(fault, place, shared)
        for client in clients {
            bite(fault, client, shared)
            client.slowDown(bitsPerSecond: rate)
        }
        let end = fault.length.map { fault.at + $0 } ?? scenario.healBy ?? fault.at
        at(end, on: shared) {
            for client in clients { client.slowDown(bitsPerSecond: nil) }
        }
    }

    private func bite(_ fault: Fault, _ client: any LoadClient, _ shared: LoadLoop) {
        shared.measure.cohorts[client.cohort].sightings[SometimesEvent.faultBit(fault.word).name, default: 0] += 1
    }

    /// Each by a number of its own: one more client does not change who else is struck.
    private func struck(_ fault: Fault, _ place: Int, _ shared: LoadLoop) -> [any LoadClient] {
        shared.clients.values.sorted { $0.number < $1.number }.filter { client in
            let cohort = scenario.cohorts[client.cohort]
            guard fault.cohort == nil || fault.cohort == cohort.name else { return false }
            return entropy.fork("fault/\(place)/\(client.number)").unit() < fault.share ?? Self.share
        }
    }
}
