import StreavPorts
import StreavSQL
import StreavStreaming

/// Whether a node can do its work: what the health pages of all its ports say.
struct Readiness: Sendable {
    let database: any Database
    let gatekeeper: Gatekeeper
    /// What else must be well, by name.
    let probes: [String: @Sendable () async -> Bool]
    let clock: StreavClock

    /// A database that takes longer counts as away: who asks does not wait for ever.
    private static let budget: Duration = .seconds(2)

    /// By name; all must be true before work should come here.
    func parts() async -> [String: Bool] {
        let database = database
        let answer = await TimeBudget.run(Self.budget, clock: clock) {
            (try? await database.read { try $0.value("SELECT 1", as: Int.self) }) == 1
        }
        var parts = ["database": answer ?? false, "serving": !gatekeeper.isDraining]
        for (name, probe) in probes { parts[name] = await probe() }
        return parts
    }
}
