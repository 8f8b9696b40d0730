public import StreavPorts

/// What happens at a play-out buffer, in the order of time.
public enum PlayoutEvent: Sendable, Hashable {
    /// The first frame is shown: after opening, or after a flush.
    case started(at: MonotonicInstant)
    /// Media was shown at single speed. `bitrate` is what it really had, `nominal` that of its rung, in bits a second.
    case rendered(Duration, bitrate: Double, nominal: Int)
    /// The buffer ran dry.
    case stallBegan(at: MonotonicInstant)
    case stallEnded(at: MonotonicInstant)
    /// A segment arrived so long before it was to be shown; negative: so long after.
    case slack(Duration)
    /// The last frame of media that has an end was shown.
    case ended(at: MonotonicInstant)
}
