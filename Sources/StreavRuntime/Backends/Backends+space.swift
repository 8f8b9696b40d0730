public import StreavPorts
import StreavRabbitMQ
import StreavRedis

/// For load runs: what is done to the cache behind its users' backs, and how a platform's space is left as it was found.
extension Backends {
    /// How many leases are held now in the pools whose names begin so, by pool.
    public func leases(inPoolsWithPrefix prefix: String) async throws(CacheError) -> [String: Int] {
        try await server.leases(inPoolsWithPrefix: prefix)
    }

    /// Remembers what the cache holds now.
    ///
    /// - Returns: What makes it hold that again, once: whatever was written since is lost.
    public func keepCopy() async throws(CacheError) -> @Sendable () async throws -> Void {
        let server = try server
        let copy = try await server.keepCopy()
        return { try await server.fallBack(to: copy) }
    }

    public func forgetEverything() async throws(CacheError) {
        try await server.forgetEverything()
    }

    private var server: RedisCache {
        get throws(CacheError) {
            guard let redis else { throw CacheError(.invalidArgument, "the cache is no server") }
            return redis
        }
    }

    /// Whether cache and broker answer, for the health pages: the database is asked by each node itself.
    public func probes(clock: StreavClock) -> [String: @Sendable () async -> Bool] {
        BackendReadiness(self, clock: clock).others
    }

    /// Removes keys, exchanges and queues of the space, whoever made them. Without a space of its own nothing is removed.
    ///
    /// - Parameter topology: What the platform has declared.
    /// - Throws: ``StreavPorts/CacheError`` or ``StreavPorts/BrokerError``; what could be removed is.
    public func removeTraces(_ topology: BrokerTopology) async throws {
        guard let space else { return }
        var failure: (any Error)?
        do { try await redis?.removeTraces() } catch { failure = error }
        if let rabbit {
            let names = SpacedBroker(inner: rabbit, prefix: space.brokerPrefix)
            try await rabbit.remove(names.spaced(topology))
        }
        if let failure { throw failure }
    }
}
