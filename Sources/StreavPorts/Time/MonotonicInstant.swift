/// A point on the process's monotonic clock: the time since an arbitrary start. Comparable within one process only.
public struct MonotonicInstant: Hashable, Comparable, Sendable {
    public let offset: Duration

    public init(offset: Duration) {
        self.offset = offset
    }

    public static let zero = MonotonicInstant(offset: .zero)

    public static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
    public static func + (left: Self, right: Duration) -> Self { Self(offset: left.offset + right) }
    public static func - (left: Self, right: Duration) -> Self { Self(offset: left.offset - right) }
    /// The time from `right` to `left`; negative when `left` is earlier.
    public static func - (left: Self, right: Self) -> Duration { left.offset - right.offset }
}
