import Synchronization

/// A whole number that goes up and down: connections, queue lengths, bytes held.
///
/// For what is already counted elsewhere, or is not whole, register a closure with
/// ``MetricRegistry/register(_:help:kind:read:)`` instead of keeping a second copy here.
public final class Gauge: Sendable {
    private let current = Atomic<Int64>(0)

    public init() {}

    public func set(_ value: Int) {
        current.store(Int64(value), ordering: .relaxed)
    }

    public func increment(by amount: Int = 1) {
        current.wrappingAdd(Int64(amount), ordering: .relaxed)
    }

    public func decrement(by amount: Int = 1) {
        current.wrappingSubtract(Int64(amount), ordering: .relaxed)
    }

    public var value: Int { Int(current.load(ordering: .relaxed)) }
}
