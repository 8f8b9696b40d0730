extension LiveMediaPlaylist {
    /// A segment as it is listed.
    public struct Segment: Sendable, Hashable {
        /// The address as written: not empty, no white space or control characters, no `#` at the start.
        public var uri: String
        /// The media's duration in ticks of 90 kHz, exact, more than 0.
        public var durationTicks: Int64
        /// Whether EXT-X-DISCONTINUITY stands before it: codec, tracks or timestamps do not go on (HLS-16).
        public var isDiscontinuity: Bool
        /// The date of its first sample: milliseconds since 1970 UTC, up to the end of the year 9999.
        public var programDateTime: Int64
        /// Whether its media is absent (EXT-X-GAP, HLS-17): players do not load it.
        public var isGap: Bool
        /// Whether it starts with a key frame.
        public var isIndependent: Bool

        public init(
            uri: String, durationTicks: Int64, isDiscontinuity: Bool = false, programDateTime: Int64,
            isGap: Bool = false, isIndependent: Bool = true
        ) {
            self.uri = uri
            self.durationTicks = durationTicks
            self.isDiscontinuity = isDiscontinuity
            self.programDateTime = programDateTime
            self.isGap = isGap
            self.isIndependent = isIndependent
        }

        /// The media's duration, to the attosecond below.
        public var duration: Duration {
            // 10^18 attoseconds / 90 000 ticks = 10^14 / 9; a remainder below 90 000 keeps the product in 63 bits.
            let (seconds, ticks) = durationTicks.quotientAndRemainder(dividingBy: 90_000)
            return Duration(secondsComponent: seconds, attosecondsComponent: ticks * 100_000_000_000_000 / 9)
        }
    }
}
