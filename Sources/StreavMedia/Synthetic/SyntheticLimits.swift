/// The bounds of synthetic channels.
public enum SyntheticLimits {
    /// Pixels.
    public static let width = 320...1_920
    /// Pixels.
    public static let height = 180...1_088
    /// Bits per second of the transport stream.
    public static let bitrate = 64_000...20_000_000
    /// UTF-8 bytes of a name.
    public static let nameBytes = 64
    /// Groups of pictures that exist: 1970 to the end of 9999.
    public static let groups: Range<Int64> =
        0..<PlaylistDate.range.upperBound / Int64(SyntheticChannel.groupMilliseconds)
    /// Seconds in which an impairment comes once; also the longest impairment.
    public static let period = 2...86_400
}
