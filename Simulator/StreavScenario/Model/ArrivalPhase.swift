/// A stretch of time in which clients arrive by one rule.
public struct ArrivalPhase: Sendable, Hashable {
    public var rate: ArrivalRate
    /// `for` in a scenario. 1 ms to 30 days.
    public var length: Duration
    public var shape: ArrivalShape
    /// The other rate of the shapes that have two (``ArrivalShape/hasTwoRates``); nil takes the shape's own.
    public var to: ArrivalRate?

    public init(rate: ArrivalRate, length: Duration, shape: ArrivalShape = .steady, to: ArrivalRate? = nil) {
        self.rate = rate
        self.length = length
        self.shape = shape
        self.to = to
    }
}
