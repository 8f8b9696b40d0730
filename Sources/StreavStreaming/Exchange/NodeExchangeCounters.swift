public import Synchronization

/// What went between nodes, since the start.
public final class NodeExchangeCounters: Sendable {
    /// Blocks that were kept here, and that were not.
    public let hits = Atomic<Int>(0)
    public let misses = Atomic<Int>(0)
    /// Blocks and their bytes that other nodes gave.
    public let fetchedBlocks = Atomic<Int>(0)
    public let fetchedBytes = Atomic<Int>(0)
    /// Requests that came to nothing: no answer, or none that holds.
    public let failures = Atomic<Int>(0)
    /// Blocks that could not be kept.
    public let unkept = Atomic<Int>(0)
    /// Blocks and their bytes that were given to other nodes, and requests that no node can have made.
    public let givenBlocks = Atomic<Int>(0)
    public let givenBytes = Atomic<Int>(0)
    public let refusals = Atomic<Int>(0)

    public init() {}
}
