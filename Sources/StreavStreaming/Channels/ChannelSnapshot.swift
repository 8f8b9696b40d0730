public import StreavDomain
public import StreavMedia

/// What a channel is doing, for people and metrics.
public struct ChannelSnapshot: Sendable {
    public enum State: String, Sendable {
        /// Starts with the first viewer.
        case idle
        /// Started, but nothing published yet.
        case starting
        case onAir
        /// Published before, but no input delivers now.
        case down
    }

    public var id: LiveStreamID
    public var name: String
    public var state: State
    public var formats: [MediaFormat]
    public var targetDuration: Int?
    public var mediaSequence: Int64?
    public var segmentsPublished: Int
    public var gapsPublished: Int
    public var discontinuities: Int
    public var bytesIn: Int64
    /// Bits per second, the peak and the mean over the segments published since the channel is on air.
    public var peakBitrate: Int
    public var averageBitrate: Int
    /// Bytes of the segments and blocks held.
    public var bytesHeld: Int
    public var faults: Int
    /// The media did not keep the promises of its playlist: a group of pictures over the target, a segment too large.
    public var degradations: Int
    public var sources: SourceSupervisorSnapshot?
}
