import StreavDomain

/// The network's throughput as a player sees it: the lower of two exponential averages of the downloads' speeds, each
/// weighted by how long a download took, with half-lives of 3 and 9 seconds.
///
/// The quick one reacts to a loss of speed, the slow one keeps a short burst from counting.
public struct ThroughputEstimate: Sendable, Hashable {
    /// Seconds of downloading after which a sample has half its weight.
    public static let fastHalfLife = 3.0
    public static let slowHalfLife = 9.0
    /// Bits per second before anything is known.
    public static let initial = 500_000.0
    /// A download counts as having taken so long at least: answers out of a buffer have no speed of their own.
    public static let shortestSample = Duration.milliseconds(1)

    private var fast = HalvingAverage(halfLife: Self.fastHalfLife)
    private var slow = HalvingAverage(halfLife: Self.slowHalfLife)

    public init() {}

    /// Bits per second.
    public var bitsPerSecond: Double {
        guard let fast = fast.value, let slow = slow.value else { return Self.initial }
        return min(fast, slow)
    }

    public mutating func add(bytes: Int, over duration: Duration) {
        guard bytes > 0 else { return }
        let seconds = max(duration, Self.shortestSample).inSeconds
        let speed = Double(bytes) * 8 / seconds
        fast.add(speed, weight: seconds)
        slow.add(speed, weight: seconds)
    }
}
