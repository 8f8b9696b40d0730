/// A media playlist of a packaged movie.
public struct OnDemandRendition: Sendable, Hashable {
    /// Unique in the package, and fit for an address: `v` the video, `a1`, `a2` … audio tracks. At most 8 letters and
    /// digits.
    public let id: String
    /// `video` where there is video in it, with sound or without; else `audio`.
    public let kind: TrackKind
    /// Of its audio, BCP 47.
    public let language: String?
    /// For people, unique among the audio renditions. Nil: it is the video's.
    public let name: String?
    /// EXTINF of each segment, in whole milliseconds.
    public let segmentDurations: [Duration]
    /// Bits per second with all of the transport stream's own: the largest rate of any segments in a row that take half
    /// to one and a half target durations together (RFC 8216 section 4.3.4.2).
    public let peakBitRate: Int
    /// Bits per second.
    public let averageBitRate: Int

    /// 1 to ``OnDemandLimits/segments``.
    public var segmentCount: Int { segmentDurations.count }

    /// The sum of its segments' durations.
    public var duration: Duration { segmentDurations.reduce(.zero, +) }
}
