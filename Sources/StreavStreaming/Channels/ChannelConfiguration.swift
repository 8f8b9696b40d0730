/// The constants of every channel of a node.
public struct ChannelConfiguration: Sendable {
    /// A block is closed when it holds so many bytes, so that a write is worth its system call.
    public var blockBytes = 64 * 1024
    /// Or when it is so old.
    public var blockAge: Duration = .milliseconds(100)
    /// A larger segment is cut.
    public var segmentBytes = 32 << 20
    /// The longest target duration: a longer group of pictures is cut at a frame.
    public var longestTarget: Duration = .seconds(10)
    /// The first segments of a channel that just came on air, and the first after a splice, may end at the first key
    /// frame after this time.
    public var earlyFirstCut: Duration = .seconds(1)
    /// How many segments are so short when a channel comes on air.
    public var earlyCuts = 3
    /// A shorter sliver is not worth an entry.
    public var shortestSegment: Duration = .milliseconds(100)
    /// A segment must follow the last within 1.5 × the target duration (draft-pantos-hls-rfc8216bis section 6.2.2);
    /// at this fraction of it the channel acts, leaving a tick and the answer's way for the rest.
    public var silenceFactor = 1.4
    /// How much a viewer may lag behind before it jumps, and so how far back the ring reaches.
    public var ringAge: Duration = .seconds(4)
    public var ringBytes = 4 << 20
    /// What stands before the paths of segments where the platform is mounted below a prefix; "" or "/prefix".
    public var mountPrefix = ""

    public init() {}
}
