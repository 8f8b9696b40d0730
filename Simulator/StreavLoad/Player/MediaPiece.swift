public import StreavDomain

/// Media that has arrived whole: a segment, or some of an endless stream.
public struct MediaPiece: Sendable, Hashable {
    /// Not negative.
    public var duration: Duration
    /// Bits per second that it really has.
    public var bitrate: Double
    /// Bits per second of the rung it belongs to, as the multivariant playlist states them; 0 where nothing does.
    public var nominal: Int
    /// Of the segment that it is or belongs to: ``StartRule`` counts in segments.
    public var segmentDuration: Duration
    /// Nil for an endless stream.
    public var mediaSequence: Int64?
    /// When its first frame was captured, where that is known.
    public var captured: Timestamp?

    public init(
        duration: Duration, bitrate: Double, nominal: Int = 0, segmentDuration: Duration? = nil,
        mediaSequence: Int64? = nil, captured: Timestamp? = nil
    ) {
        self.duration = duration
        self.bitrate = bitrate
        self.nominal = nominal
        self.segmentDuration = segmentDuration ?? duration
        self.mediaSequence = mediaSequence
        self.captured = captured
    }
}
