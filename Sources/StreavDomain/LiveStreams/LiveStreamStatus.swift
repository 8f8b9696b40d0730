/// How a live stream was when the node that runs it last said so. Written every few seconds; what a node that has lost
/// the stream says of it is not taken.
public struct LiveStreamStatus: Hashable, Sendable {
    public var id: LiveStreamID
    /// Of the assignment under which it runs.
    public var generation: Int64
    public var phase: LiveStreamPhase
    /// When ``phase`` began; of one on air, since when it has been without interruption.
    public var since: Timestamp
    /// Received from the source on air over the last seconds.
    public var bitsPerSecond: Int64
    /// RFC 6381 names, the picture's first, separated by commas; empty while unknown.
    public var codecs: String
    /// In pixels; nil while unknown and for radio.
    public var width: Int?
    public var height: Int?
    /// Sessions.
    public var viewers: Int
    /// The place of the source on air, from 0.
    public var sourcePosition: Int?
    /// In the stream's order.
    public var sources: [LiveStreamSourceStatus]

    /// How old a status may be before nobody relies on it.
    public static let freshness: Duration = .seconds(20)

    public init(
        id: LiveStreamID, generation: Int64, phase: LiveStreamPhase, since: Timestamp, bitsPerSecond: Int64 = 0,
        codecs: String = "", width: Int? = nil, height: Int? = nil, viewers: Int = 0, sourcePosition: Int? = nil,
        sources: [LiveStreamSourceStatus] = []
    ) {
        self.id = id
        self.generation = generation
        self.phase = phase
        self.since = since
        self.bitsPerSecond = bitsPerSecond
        self.codecs = codecs
        self.width = width
        self.height = height
        self.viewers = viewers
        self.sourcePosition = sourcePosition
        self.sources = sources
    }
}
