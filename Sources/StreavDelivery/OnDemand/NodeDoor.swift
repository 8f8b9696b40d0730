public import StreavPorts
public import StreavStreaming

/// Where other nodes are let in to the files that this node has itself.
public struct NodeDoor: Sendable {
    public let gate: NodeGuard
    /// Of this machine alone: what is fetched is never fetched onward.
    public let store: any MediaStore
    public let counters: NodeExchangeCounters

    public init(gate: NodeGuard, store: any MediaStore, counters: NodeExchangeCounters) {
        self.gate = gate
        self.store = store
        self.counters = counters
    }
}
