import Synchronization

/// How often values fell at or below each of some fixed bounds, and their sum: durations in seconds, sizes in bytes.
///
/// An observation is a binary search over the bounds and two atomic operations.
public final class Histogram: Sendable {
    /// For answers and dependencies, in seconds: 0.5 ms to 10 s.
    public static let latencyBounds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    /// The upper bounds of the buckets, rising; the last bucket, without bound, is not among them.
    public let bounds: [Double]
    /// One per bound and one for all above. Not cumulative: that is done when read.
    private let buckets: [Counter]
    /// The bit pattern of a Double.
    private let sumBits = Atomic<UInt64>(0)

    /// - Parameter bounds: 1 to 64 finite numbers, strictly rising.
    public init(bounds: [Double] = Histogram.latencyBounds) {
        precondition((1...64).contains(bounds.count), "a histogram has 1 to 64 bounds")
        precondition(bounds.allSatisfy(\.isFinite), "a histogram's bounds are finite; the last bucket is implied")
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "a histogram's bounds rise: \(bounds)")
        self.bounds = bounds
        self.buckets = (0...bounds.count).map { _ in Counter() }
    }

    /// Counts one value. One that is not a number is dropped: it would spoil the sum for ever.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        buckets[low].increment()
        var present = sumBits.load(ordering: .relaxed)
        while true {
            let sum = (Double(bitPattern: present) + value).bitPattern
            let (exchanged, original) = sumBits.weakCompareExchange(
                expected: present, desired: sum, ordering: .relaxed)
            if exchanged { return }
            present = original
        }
    }

    /// Counts a duration, in seconds.
    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) * 1e-18)
    }

    /// The number of values counted.
    public var count: UInt64 { buckets.reduce(0) { $0 &+ $1.value } }

    public var sum: Double { Double(bitPattern: sumBits.load(ordering: .relaxed)) }

    /// Values at or below each bound; the last is the number of all.
    var cumulativeCounts: [UInt64] {
        var total: UInt64 = 0
        return buckets.map { bucket in
            total &+= bucket.value
            return total
        }
    }
}
