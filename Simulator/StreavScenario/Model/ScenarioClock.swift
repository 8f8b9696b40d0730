/// The time that a run takes place in.
public enum ScenarioClock: String, Sendable, Hashable, CaseIterable {
    /// The machine's own, with real sockets.
    case wall
}
