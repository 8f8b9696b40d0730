public import Synchronization

/// What the library found and what it had to make, since the start.
public final class OnDemandCounters: Sendable {
    public let indexHits = Atomic<Int>(0)
    public let indexMisses = Atomic<Int>(0)
    public let segmentHits = Atomic<Int>(0)
    public let segmentMisses = Atomic<Int>(0)
}
