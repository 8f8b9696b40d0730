import StreavPorts

/// The bounds of what nodes ask of each other.
public enum NodeExchangeLimits {
    /// Nodes that are asked who has a file.
    public static let askedNodes = 32
    /// Time for what a node knows of a file, and for a block.
    public static let factsTime: Duration = .seconds(2)
    public static let blockTime: Duration = .seconds(10)
    /// Blocks that are fetched from one node at a time, and those that wait for that.
    public static let fetchesPerNode = 8
    public static let waitingFetches = 1_000
    /// Blocks that are given to other nodes at a time, each of them in memory.
    public static let givenAtOnce = 32
    /// How often a node that says it is busy is asked again, and after what time.
    public static let busyAttempts = 5
    public static let busyPause: Duration = .milliseconds(200)
    /// How long a node that did not answer is left alone while others may be asked.
    public static let distrust: Duration = .seconds(5)
    /// How long it is believed who has a file, and that nobody has it.
    public static let freshness: Duration = .seconds(10)
    public static let refusalFreshness: Duration = .seconds(2)
    /// How long a file is known whose nodes are away: what is kept of it can be played.
    public static let memory: Duration = .seconds(600)
    /// Files remembered, those that nobody has included.
    public static let files = 10_000
    /// Those who may wait for one file or block.
    public static let waiting = 10_000
    /// How long another node's address is believed.
    public static let addressFreshness: Duration = .seconds(10)
}
