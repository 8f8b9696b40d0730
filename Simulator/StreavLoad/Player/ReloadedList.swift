public import StreavPorts

/// What is known after a load of a live playlist, to time the next.
public struct ReloadedList: Sendable, Hashable {
    public var began: MonotonicInstant
    public var ended: MonotonicInstant
    /// Something is in it that was not; the first load counts as a change.
    public var hasChanged: Bool
    /// How many loads in a row found no change; 0 after one that did.
    public var unchangedCount: Int
    public var targetDuration: Duration
    /// Nil: the list is empty.
    public var lastSegmentDuration: Duration?
    /// Media from the play-head to the end of the list.
    public var edgeDistance: Duration

    public init(
        began: MonotonicInstant, ended: MonotonicInstant, hasChanged: Bool, unchangedCount: Int = 0,
        targetDuration: Duration, lastSegmentDuration: Duration? = nil, edgeDistance: Duration = .zero
    ) {
        self.began = began
        self.ended = ended
        self.hasChanged = hasChanged
        self.unchangedCount = unchangedCount
        self.targetDuration = targetDuration
        self.lastSegmentDuration = lastSegmentDuration
        self.edgeDistance = edgeDistance
    }
}
