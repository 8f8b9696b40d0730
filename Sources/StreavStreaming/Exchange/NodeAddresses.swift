import StreavDomain
public import StreavPorts
import Synchronization

/// Where nodes reach each other: each says it in the shared cache, since where players reach a node may be a proxy that
/// speaks TLS. Nodes that say nothing are where players reach them, by HTTP.
public final class NodeAddresses: Sendable {
    /// How long what a node said is there.
    static let life: Duration = .seconds(60)

    private struct Known: Sendable {
        var address: String?
        var readAt: MonotonicInstant
    }

    private let cache: any Cache
    private let clock: StreavClock
    private let known: Mutex<LeastRecentlyUsed<String, Known>>

    public init(cache: any Cache, clock: StreavClock) {
        self.cache = cache
        self.clock = clock
        known = Mutex(LeastRecentlyUsed(capacity: 1_000))
    }

    /// Says where the node of this name is. To be repeated within a minute.
    public func announce(_ address: String, of name: String) async throws(CacheError) {
        try await cache.set(Array(address.utf8), forKey: Self.key(name), timeToLive: Self.life)
    }

    /// Nil where the node cannot be reached by HTTP. What was known is good for as long as the cache is away.
    func address(of peer: NodePeer) async -> String? {
        let own = peer.publicURL.hasPrefix("http://") ? peer.publicURL : nil
        let now = clock.monotonicNow
        let present = known.withLock { $0.value(forKey: peer.name) }
        if let present, now - present.readAt < NodeExchangeLimits.addressFreshness { return present.address ?? own }
        let read: [UInt8]?
        do throws(CacheError) {
            read = try await cache.value(forKey: Self.key(peer.name))
        } catch {
            return present?.address ?? own
        }
        let address = read.flatMap { String(validating: $0, as: UTF8.self) }
        _ = known.withLock { $0.set(Known(address: address, readAt: now), forKey: peer.name) }
        return address ?? own
    }

    private static func key(_ name: String) -> String { "node-address/\(name)" }
}
