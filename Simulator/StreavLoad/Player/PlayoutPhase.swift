/// What a play-out buffer does.
public enum PlayoutPhase: Sendable, Hashable {
    /// It fills up before the first frame.
    case starting
    case playing
    /// It ran dry, and fills up again.
    case stalled
    /// The viewer's wish.
    case paused
    /// The last frame was shown.
    case ended
}
