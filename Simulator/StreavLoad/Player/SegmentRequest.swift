public import StreavMedia
public import StreavPorts

/// A segment to be fetched.
public struct SegmentRequest: Sendable, Hashable {
    /// The rung of the ladder it belongs to.
    public let rung: Int
    /// As the playlist describes it.
    public let segment: MediaPlaylist.Segment
    /// When it is to be asked for; later is the generator's doing.
    public let intended: MonotonicInstant
    /// 1 for the first.
    public let attempt: Int

    public var mediaSequence: Int64 { segment.mediaSequence }

    public init(rung: Int, segment: MediaPlaylist.Segment, intended: MonotonicInstant, attempt: Int = 1) {
        self.rung = rung
        self.segment = segment
        self.intended = intended
        self.attempt = attempt
    }
}
