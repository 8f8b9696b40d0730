/// Why a segment cannot be listed. The playlist is unchanged.
public enum LiveMediaPlaylistError: Error, Sendable, Hashable {
    /// EXT-X-ENDLIST was written.
    case ended
    /// The duration is 0 or less.
    case emptySegment
    /// Rounded to seconds the duration exceeds the target (HLS-06): cut it. Both in ticks of 90 kHz.
    case exceedsTarget(durationTicks: Int64, limit: Int64)
    /// EXT-X-INDEPENDENT-SEGMENTS is declared and this one does not start with a key frame (HLS-24): list it as a gap.
    case notIndependent
    /// The address cannot stand on a line of a playlist.
    case badAddress
    /// The date is before 1970 or after the year 9999.
    case dateOutOfRange
    /// `LiveMediaPlaylist.maximumSegmentCount` segments are listed and none may be removed yet.
    case full
}
