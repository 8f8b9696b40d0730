/// Faults that are drawn by the run's seed within a stretch of time, rather than written down one by one.
///
/// Drawing them is up to whoever runs the scenario; a report names those that were drawn.
public struct Nemesis: Sendable, Hashable {
    /// `nemesis` in a scenario.
    public enum Pattern: String, Sendable, Hashable, CaseIterable {
        /// One after the other, each for a while.
        case random
        /// They begin one by one until all are there, and end one by one in another order.
        case swizzleClog = "swizzle-clog"
    }

    public var pattern: Pattern
    /// Since the start of load.
    public var from: Duration
    public var to: Duration
    /// From one fault to the next, on average. 1 s to 1 h; of `random` alone.
    public var every: Duration
    /// Which faults are drawn; at least one, none twice.
    public var words: [FaultWord]

    public static let defaultEvery = Duration.seconds(10)
    /// What is drawn where nothing is said: what a platform must bear at any time, in the same process as any other.
    public static let defaultWords: [FaultWord] = [
        .sourceReset, .sourceStall, .sourceSlow, .sourceGarbage, .cacheLost, .cacheSlow, .cacheForgetful, .brokerDown,
        .brokerDuplicating, .brokerReordering, .databaseSlow, .databaseBusy, .databaseReadonly, .databaseDown,
    ]

    public init(
        _ pattern: Pattern, from: Duration, to: Duration, every: Duration = Nemesis.defaultEvery,
        words: [FaultWord] = Nemesis.defaultWords
    ) {
        self.pattern = pattern
        self.from = from
        self.to = to
        self.every = every
        self.words = words
    }
}
