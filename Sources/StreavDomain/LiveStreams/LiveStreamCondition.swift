/// How a live stream is, for people: what its node does with it, or why nothing is known.
public enum LiveStreamCondition: String, CaseIterable, Hashable, Sendable {
    case onAir = "on-air"
    case starting
    /// Starts with the first viewer.
    case idle
    /// No source delivers.
    case down
    /// Switched on, but no node says anything of it.
    case unknown
    /// Switched off.
    case off
}
