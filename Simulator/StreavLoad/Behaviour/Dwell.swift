/// A stay on a channel.
public struct Dwell: Sendable, Hashable {
    public let duration: Duration
    /// A short look in a burst of them.
    public let isZap: Bool

    public init(duration: Duration, isZap: Bool) {
        self.duration = duration
        self.isZap = isZap
    }
}
