/// Why playback is over.
public enum PlaybackEnd: Sendable, Hashable {
    /// The presentation ended and was shown to its end.
    case finished
    /// The viewer left.
    case closed
    /// The platform refused, with this status.
    case denied(status: Int, LoadedResource)
    /// Attempts are used up; the last failure.
    case failed(LoadedResource, LoadFailure)

    public var outcome: SessionOutcome {
        switch self {
        case .finished: .finished
        case .closed: .closed
        case .denied: .denied
        case .failed: .failed
        }
    }
}
