/// How a player chooses among renditions.
public enum AdaptationAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// One rung, always.
    case fixed
    /// By measured throughput.
    case throughput
    /// By the buffer (arxiv.org/abs/1601.06748).
    case bola
    /// By throughput while the buffer is low, by the buffer above.
    case dynamic
}
