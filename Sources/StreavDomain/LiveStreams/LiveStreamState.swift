/// What a channel has published and must never take back, over restarts and moves (RFC 8216 section 6.2.2).
public struct LiveStreamState: Hashable, Sendable {
    public var id: LiveStreamID
    /// EXT-X-TARGETDURATION in whole seconds.
    public var targetDuration: Int
    /// Media sequence numbers below this one may have been published.
    public var mediaSequence: Int64
    public var discontinuitySequence: Int64

    public init(id: LiveStreamID, targetDuration: Int, mediaSequence: Int64, discontinuitySequence: Int64) {
        self.id = id
        self.targetDuration = targetDuration
        self.mediaSequence = mediaSequence
        self.discontinuitySequence = discontinuitySequence
    }
}
