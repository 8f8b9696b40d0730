/// What the node that runs a live stream does with it.
public enum LiveStreamPhase: String, CaseIterable, Hashable, Sendable {
    /// Starts with the first viewer.
    case idle
    /// Started, but nothing published yet.
    case starting
    case onAir = "on-air"
    /// Published before, but no source delivers now.
    case down
}
