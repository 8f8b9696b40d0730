/// How viewers on demand jump.
public struct SeekPlan: Sendable, Hashable {
    /// The mean time between two jumps. 100 ms to 30 days.
    public var every: Duration
    /// How far at most, either way; nil is anywhere in the film. 100 ms to 30 days.
    public var within: Duration?

    public init(every: Duration, within: Duration? = nil) {
        self.every = every
        self.within = within
    }
}
