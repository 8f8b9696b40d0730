extension MediaPlaylist {
    /// A listed segment with everything that applies to it.
    public struct Segment: Sendable, Hashable {
        /// Its media sequence number.
        public var mediaSequence: Int64
        /// Its discontinuity sequence number: the playlist's value and every EXT-X-DISCONTINUITY up to it.
        public var discontinuitySequence: Int64
        /// The address as it stands, relative or absolute.
        public var uri: String
        /// EXTINF, exact to the nanosecond, 0 to 10^9 seconds.
        public var duration: Duration
        /// The title of EXTINF, empty where there is none.
        public var title: String
        /// EXT-X-DISCONTINUITY stands before it.
        public var isDiscontinuity: Bool
        /// EXT-X-PROGRAM-DATE-TIME of its own: milliseconds since 1970.
        public var programDateTime: Int64?
        /// EXT-X-GAP: its media is absent.
        public var isGap: Bool
        /// EXT-X-BYTERANGE, its offset resolved.
        public var byteRange: ByteRange?
        /// EXT-X-BITRATE in kilobits per second, when one applies.
        public var bitRate: Int?
        /// The EXT-X-KEY that apply; empty: clear.
        public var keys: [Key]
        /// The EXT-X-MAP that applies.
        public var map: Map?
        /// EXT-X-PART of it that are still listed.
        public var parts: [Part]
    }

    /// Bytes of a resource.
    public struct ByteRange: Sendable, Hashable {
        /// In bytes, 0 to 2^61 each.
        public var length: Int64
        public var offset: Int64
    }

    /// A key that applies to segments (EXT-X-KEY). METHOD=NONE is the absence of keys.
    public struct Key: Sendable, Hashable {
        /// METHOD as it stands: `AES-128`, `SAMPLE-AES`, …
        public var method: String
        public var uri: String
        /// IV as it stands (`0x…`).
        public var initializationVector: String?
        /// KEYFORMAT; nil means `identity`.
        public var format: String?
        public var formatVersions: String?
    }

    /// Where the initialization section is (EXT-X-MAP).
    public struct Map: Sendable, Hashable {
        public var uri: String
        public var byteRange: ByteRange?
    }

    /// A partial segment (EXT-X-PART).
    public struct Part: Sendable, Hashable {
        public var uri: String
        public var duration: Duration
        public var isIndependent: Bool
        public var isGap: Bool
        /// BYTERANGE as it stands: `length[@offset]`.
        public var byteRange: String?
    }
}
