public import StreavPorts
import StreavDomain

/// How many sessions there are at a time, weighted by how long there were so many.
public struct Concurrency: Sendable {
    public private(set) var current = 0
    public private(set) var peak = 0
    /// One count per millisecond.
    private var levels = Histogram()
    private var since: MonotonicInstant

    public init(at now: MonotonicInstant) {
        since = now
    }

    public mutating func begin(at now: MonotonicInstant) {
        settle(at: now)
        current += 1
        peak = max(peak, current)
    }

    /// - Precondition: One is there.
    public mutating func end(at now: MonotonicInstant) {
        precondition(current > 0, "a session ends that never began")
        settle(at: now)
        current -= 1
    }

    /// The levels until now: percentiles and mean by time.
    public func distribution(until now: MonotonicInstant) -> Histogram {
        var copy = self
        copy.settle(at: now)
        return copy.levels
    }

    private mutating func settle(at now: MonotonicInstant) {
        let length = (now - since).wholeMilliseconds
        guard length > 0 else { return }
        levels.record(Double(current), times: UInt64(length))
        // What is less than a millisecond counts with the next stretch.
        since = since + .milliseconds(length)
    }
}
