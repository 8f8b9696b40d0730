/// The platform that a run builds in its own process.
public struct PlatformPlan: Sendable, Hashable {
    /// Live channels; 1 to 10 000.
    public var channels: Int
    /// Of each channel, filler included; 100 kb/s to 20 Mb/s.
    public var bitrate: BitRate
    /// Exponent s of the channels' popularity: the k-th is chosen in proportion to 1 / kˢ. 0 (all alike) to 5.
    public var zipf: Double
    /// The target duration; whole seconds, 1 s to 10 s.
    public var segment: Duration
    /// Segments in a media playlist; 3 to 60.
    public var window: Int
    /// Streaming nodes; 1 to 64.
    public var nodes: Int
    /// Films; 0 to 100 000.
    public var movies: Int
    /// Subscribers; nil makes as many as the cohorts need. 1 to 1 000 000.
    public var subscribers: Int?
    /// Low-Latency HLS: parts and blocking reloads.
    public var lowLatency: Bool

    public static let defaultBitrate = BitRate(bitsPerSecond: 500_000)

    public init(
        channels: Int = 10, bitrate: BitRate = PlatformPlan.defaultBitrate, zipf: Double = 1,
        segment: Duration = .seconds(4), window: Int = 6, nodes: Int = 1,
        movies: Int = 4, subscribers: Int? = nil, lowLatency: Bool = false
    ) {
        self.channels = channels
        self.bitrate = bitrate
        self.zipf = zipf
        self.segment = segment
        self.window = window
        self.nodes = nodes
        self.movies = movies
        self.subscribers = subscribers
        self.lowLatency = lowLatency
    }
}
