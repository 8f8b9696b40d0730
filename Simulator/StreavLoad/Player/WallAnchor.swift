public import StreavDomain
public import StreavPorts

/// What the wall clock said at an instant, so that ages of media can be told from instants alone.
public struct WallAnchor: Sendable, Hashable {
    public let instant: MonotonicInstant
    public let wall: Timestamp

    public init(instant: MonotonicInstant, wall: Timestamp) {
        self.instant = instant
        self.wall = wall
    }

    public func wall(at now: MonotonicInstant) -> Timestamp {
        wall.advanced(by: now - instant)
    }
}
