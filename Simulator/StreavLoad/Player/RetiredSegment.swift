public import StreavMedia
public import StreavPorts

/// A segment that went from a list. For a while it must still be had: a player may have read the list just before.
public struct RetiredSegment: Sendable, Hashable {
    public let segment: MediaPlaylist.Segment
    /// Until then, for certain: its own duration and that of the list that held it, from the last load that saw it
    /// (RFC 8216 section 6.2.2).
    public let availableUntil: MonotonicInstant
}
