import StreavPorts

/// A sum over the last seconds, in ten steps, so that its size does not grow with the rate.
struct SlidingSum: Sendable {
    private static let steps = 10

    let window: Duration
    private let step: Duration
    private var amounts = [Int](repeating: 0, count: steps)
    private var newest: Int64 = 0

    /// - Parameter window: Over 0.
    init(window: Duration) {
        precondition(window > .zero, "A sum over no time is always zero.")
        self.window = window
        self.step = window / Self.steps
    }

    mutating func add(_ amount: Int, at now: MonotonicInstant) {
        advance(to: now)
        amounts[Int(newest % Int64(Self.steps))] += amount
    }

    func sum(at now: MonotonicInstant) -> Int {
        var copy = self
        copy.advance(to: now)
        return copy.amounts.reduce(0, +)
    }

    private mutating func advance(to now: MonotonicInstant) {
        let target = Int64((now.offset / step).rounded(.down))
        guard target > newest else { return }
        for passed in max(newest + 1, target - Int64(Self.steps) + 1)...target {
            amounts[Int(passed % Int64(Self.steps))] = 0
        }
        newest = target
    }
}
