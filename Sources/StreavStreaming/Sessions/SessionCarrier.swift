import StreavPorts

/// Leaves on-demand HLS sessions in the shared cache, and finds those that other nodes have left there.
///
/// Where the cache does not answer in time nothing is left or found: a player then has to open its film again.
struct SessionCarrier: Sendable {
    let cache: any Cache
    let leases: LeaseAuthority
    let marks: SessionMarks
    let clock: StreavClock
    let configuration: SessionConfiguration

    func leave(_ record: SessionRecord) async {
        guard !leases.isCircuitOpen else { return }
        let bytes = CarriedSession(record).bytes
        let life = configuration.dormantLife
        let keys = keys(record.route)
        let cache = cache
        _ = await TimeBudget.run(configuration.cacheBudget, clock: clock) {
            for key in keys { try? await cache.set(bytes, forKey: key, timeToLive: life) }
        }
    }

    /// The session that the player with this address and name, or else any at this address, had of the stream.
    func find(_ route: MediaRoute) async -> CarriedSession? {
        guard !leases.isCircuitOpen else { return nil }
        let keys = keys(route)
        let cache = cache
        let found = await TimeBudget.run(configuration.cacheBudget, clock: clock) { () -> CarriedSession? in
            for key in keys {
                guard let bytes = try? await cache.value(forKey: key), let session = CarriedSession(bytes) else {
                    continue
                }
                return session
            }
            return nil
        }
        return found ?? nil
    }

    private func keys(_ route: MediaRoute) -> [String] {
        [route, route.ofAnyPlayer].map { "film-session/\(marks.mark($0))" }
    }
}
