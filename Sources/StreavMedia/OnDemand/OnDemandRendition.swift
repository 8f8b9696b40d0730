/// One media playlist of a packaged movie, and its segments.
public struct OnDemandRendition: Sendable {
    /// 1 to 8 of `[a-z0-9]`: stands in addresses.
    public let id: String
    /// Of its first track.
    public let kind: TrackKind
    /// BCP 47; nil where the file does not tell.
    public let language: String?
    /// For people; unique among renditions of a kind.
    public let name: String
    public let segmentCount: Int
    /// Of the transport stream, bits per second: the segment with the most, and the whole.
    public let peakBitsPerSecond: Int
    public let averageBitsPerSecond: Int
    /// What is in it, in the order of the programme map.
    let lanes: [OnDemandLane]
    /// Bytes of each segment, packets that carry nothing but the clock included.
    let segmentBytes: [Int]
}
