public import StreavPorts

/// So many viewers at a time, each of whom comes back when it has left.
public struct ClosedPopulation: Sendable, Hashable {
    /// 1 to 10^7.
    public let size: Int
    /// The first beginnings are spread evenly over it, each viewer's own phase by chance within its share.
    public let rampUp: Duration
    /// From leaving to coming back; zero: at once.
    public let pause: ClosedRange<Duration>

    public init(
        size: Int, rampUp: Duration = .zero, pause: ClosedRange<Duration> = .zero...(.zero)
    ) {
        precondition((1...10_000_000).contains(size), "1 to 10^7 viewers")
        precondition(rampUp >= .zero && pause.lowerBound >= .zero, "times are not negative")
        self.size = size
        self.rampUp = rampUp
        self.pause = pause
    }

    /// When a viewer begins, from the beginning of the load.
    ///
    /// - Parameters:
    ///   - viewer: 0 ..< size.
    ///   - entropy: The viewer's own.
    public func start(of viewer: Int, _ entropy: any Entropy) -> Duration {
        precondition((0..<size).contains(viewer), "viewers are counted from 0")
        return rampUp * ((Double(viewer) + entropy.unit()) / Double(size))
    }

    /// How long a viewer stays away.
    public func drawPause(_ entropy: any Entropy) -> Duration {
        entropy.duration(in: pause)
    }
}
