import StreavPorts
import StreavSQL
import StreavStreaming

/// Whether a node can do its work: what the health pages of all its ports say.
struct Readiness: Sendable {
    let database: any Database
    let gatekeeper: Gatekeeper
    /// What else is asked, by name.
    let probes: [String: @Sendable () async -> Bool]
    let clock: StreavClock

    /// A database that takes longer counts as away: who asks does not wait for ever.
    private static let budget: Duration = .seconds(2)

    /// What a node must be to have players sent to it. Whatever backing service is away, it serves on with what it
    /// knows; were that no readiness, an outage of one would take every node out of service.
    static let essential: Set<String> = ["serving"]

    /// By name. All are asked at once: who checks health waits for a second or two.
    func parts() async -> [String: Bool] {
        let database = database
        let clock = clock
        let questions = probes.merging([
            "database": {
                await TimeBudget.run(Self.budget, clock: clock) {
                    (try? await database.read { try $0.value("SELECT 1", as: Int.self) }) == 1
                } ?? false
            }
        ]) { $1 }
        return await withTaskGroup(of: (String, Bool).self) { group in
            for (name, question) in questions { group.addTask { (name, await question()) } }
            var parts = ["serving": !gatekeeper.isDraining]
            for await (name, isWell) in group { parts[name] = isWell }
            return parts
        }
    }
}
