public import StreavPorts

/// What a player wants done now. Each load is answered by exactly one call, with what came or how it failed.
public enum PlaybackAction: Sendable, Hashable {
    /// Load the address the player was opened with.
    case loadMultivariant(intended: MonotonicInstant)
    /// Load the media playlist of a rung.
    case loadPlaylist(rung: Int, intended: MonotonicInstant)
    case fetch(SegmentRequest)
    /// Stop the running download of this segment: it would come too late. It is not answered any more.
    case abandon(SegmentRequest)
    /// A segment that will not be shown: a gap, or not to be had.
    case skip(mediaSequence: Int64, duration: Duration)
    /// The place fell out of the window; what lay between is lost.
    case jumpToLiveEdge(from: Int64, to: Int64, skipped: Duration)
    /// It is over.
    case end(PlaybackEnd)
}
