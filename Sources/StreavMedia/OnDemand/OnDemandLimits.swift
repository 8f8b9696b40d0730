/// Bounds of what is packaged.
public enum OnDemandLimits {
    /// Target durations that may be asked for.
    public static let targets: ClosedRange<Duration> = .seconds(1) ... .seconds(30)
    /// Nothing is longer: a group of pictures that is, is refused.
    public static let longestSegment: Duration = .seconds(60)
    /// A segment, and what is read for it, in bytes.
    public static let segmentBytes = 32 << 20
    /// Frames of all tracks in a segment: 60 s with a thousand a second.
    public static let segmentFrames = 60_000
    /// Segments of a rendition: 27 hours of 6 s.
    public static let segments = 16_384
    /// Audio tracks that are offered; more are left out.
    public static let audioTracks = 32
    /// Bytes between two reads that are rather read along than left out.
    public static let readGap: Int64 = 64 << 10
    /// Times are within so many seconds before and after the movie's beginning: eleven days.
    static let seconds: Int64 = 1_000_000
    /// A frame may be shown so long after it is decoded, 90 kHz: 60 s.
    static let reordering: Int64 = 60 * Timestamp33.ticksPerSecond
    /// What a segment can become beyond what its sample tables let expect: 1-byte length fields, at worst.
    static let muxedBytes = 4 * segmentBytes
    /// Decode time of the first frame, 90 kHz: 1 s.
    static let firstDecodeTime: Int64 = Timestamp33.ticksPerSecond
    /// The programme's clock is so long before decode times, 90 kHz: 200 ms.
    static let clockLead: Int64 = Timestamp33.ticksPerSecond / 5
    /// A segment is cut no shorter while there is a choice, 90 kHz: 100 ms.
    static let shortestSegment: Int64 = 9_000
}
