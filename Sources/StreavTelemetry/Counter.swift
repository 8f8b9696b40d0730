import Synchronization

/// A number that only grows: events, bytes. An increment is one relaxed atomic addition.
public final class Counter: Sendable {
    private let count = Atomic<UInt64>(0)

    public init() {}

    /// Adds `amount`. Beyond 2^64 − 1 it wraps, as scrapers expect of a counter that was reset.
    @inline(__always)
    public func increment(by amount: Int = 1) {
        precondition(amount >= 0, "a counter never goes down; use a Gauge")
        count.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    public var value: UInt64 { count.load(ordering: .relaxed) }
}
