public import StreavDomain

/// What a channel must remember over a restart of the process, so that its playlists go on (RFC 8216 section 6.2.2).
public struct ChannelRecord: Sendable, Equatable, Codable {
    public var channel: LiveStreamID
    /// EXT-X-TARGETDURATION in whole seconds, 1 to 10: it never changes once published.
    public var targetDuration: Int
    /// A media sequence number that no published segment has reached.
    public var mediaSequence: Int64
    /// A discontinuity sequence number that was never exceeded.
    public var discontinuitySequence: Int64

    public init(channel: LiveStreamID, targetDuration: Int, mediaSequence: Int64, discontinuitySequence: Int64) {
        self.channel = channel
        self.targetDuration = targetDuration
        self.mediaSequence = mediaSequence
        self.discontinuitySequence = discontinuitySequence
    }
}
