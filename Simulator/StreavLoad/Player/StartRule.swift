/// How much media must be there before it is shown, at the start and after a stall.
public enum StartRule: Sendable, Hashable {
    /// One segment, or two seconds of a longer one where its media comes in pieces.
    case fast
    /// Two segments. After a stall one is enough.
    case safe
    /// So much media, whatever segments are: for endless streams.
    case media(Duration)

    /// Two seconds.
    static let fastMedia = Duration.seconds(2)

    /// - Parameter segment: The duration of the segment that would be shown first.
    func startLevel(segment: Duration) -> Duration {
        switch self {
        case .fast: min(segment, Self.fastMedia)
        case .safe: segment * 2
        case .media(let duration): duration
        }
    }

    func resumeLevel(segment: Duration) -> Duration {
        if case .media(let duration) = self { duration } else { segment }
    }
}
