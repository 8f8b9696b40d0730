import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore

/// Keeps the assignments true to the fleet: sees which nodes fall silent, and gives their streams to others.
///
/// All there are look, so that any may go on at once; a lease lets one act. Without the cache all act, which does no
/// harm: a round is one transaction, and what another has done is not done again.
actor FleetReconciler {
    private let database: any Database
    private let cache: any Cache
    private let control: ControlPlane
    private let clock: StreavClock
    private let member: String
    private var watch = HeartbeatWatch(limit: FleetTiming.patience, longestStep: FleetTiming.heartbeat * 2)

    static let leasePool = "fleet-reconciler"

    init(platform: Platform) {
        let entropy = platform.entropy.fork("fleet-reconciler")
        database = platform.database
        cache = platform.cache
        clock = platform.clock
        member = entropy.token(length: 22)
        control = ControlPlane(
            database: platform.database, clock: platform.clock, entropy: entropy,
            keys: ControlKeys(master: platform.secret))
    }

    /// A round: who is silent, who may have what, and a few moves for balance.
    ///
    /// - Returns: How many streams were moved; nil when that is for another to do.
    func reconcile() async throws -> Int? {
        let servers = try await database.read { try $0.servers.all() }
        let counts = servers.filter(\.health.wasSeen).map { ($0.id, $0.health.heartbeats) }
        let silent = watch.look(
            Dictionary(counts, uniquingKeysWith: { first, _ in first }), at: clock.monotonicNow)
        guard await holdsLease() else { return nil }
        let known = Set(servers.filter(\.health.isLost).map(\.id))
        return try await act(lost: silent.filter { !known.contains($0.key) }, balancingMoves: nil)
    }

    /// Something was changed: what has no server gets one, and nothing is moved for balance.
    func reconcileChange() async throws -> Int {
        try await act(lost: [:], balancingMoves: 0)
    }

    /// How many streams were moved.
    private func act(lost: [ServerID: Int64], balancingMoves: Int?) async throws -> Int {
        // Mostly nothing is to be done, and then nothing is written.
        let isSettled = try await database.read {
            try FleetControl.isSettled($0, balancingMoves: balancingMoves)
        }
        guard !isSettled || !lost.isEmpty else { return 0 }
        return try await control.perform(as: .system("fleet")) { transaction in
            try transaction.fleet.noteLost(lost)
            return try transaction.fleet.reconcile(balancingMoves: balancingMoves).moved
        }
    }

    private func holdsLease() async -> Bool {
        do throws(CacheError) {
            let outcome = try await cache.lease(
                member, in: Self.leasePool, limit: 1, timeToLive: FleetTiming.lease, replacing: nil)
            guard case .granted = outcome else { return false }
            return true
        } catch {
            return true
        }
    }

    func release() async {
        _ = try? await cache.release(member, in: Self.leasePool)
    }
}
