import StreavPorts
import Synchronization

/// A cache that goes over to a copy of itself, as one with replicas does when its primary fails.
extension MemoryCache {
    /// All that a cache holds at one moment.
    public struct Checkpoint: Sendable {
        let state: MemoryCacheState
    }

    public func checkpoint() -> Checkpoint {
        Checkpoint(state: state.withLock { $0 })
    }

    /// What was written since `checkpoint` was taken is lost; what has expired since then is not there either.
    public func restore(_ checkpoint: Checkpoint) {
        state.withLock { $0 = checkpoint.state }
    }

    /// Everything is lost, as in a cache that starts again without what it held.
    public func forgetEverything() {
        state.withLock { $0 = MemoryCacheState(limits: $0.limits) }
    }

    /// How many leases are held now in the pools whose names begin so, by pool.
    public func leases(inPoolsWithPrefix prefix: String) -> [String: Int] {
        state.withLock { $0.leases(inPoolsWithPrefix: prefix, at: clock.monotonicNow) }
    }
}
