/// The names of what a fault can be told.
public enum FaultParameter: String, Sendable, Hashable, CaseIterable {
    case channel, node, cohort, latency, loseLast, by, factor, share, times, up, down
}
