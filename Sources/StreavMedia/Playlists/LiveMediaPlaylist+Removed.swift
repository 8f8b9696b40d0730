extension LiveMediaPlaylist {
    /// A segment that is no longer listed.
    public struct Removed: Sendable, Hashable {
        /// The media sequence number it had.
        public let mediaSequence: Int64
        /// The segment as it was listed.
        public let segment: Segment
        /// How long it must stay downloadable from now on (HLS-12): its own duration and that of the longest list
        /// that held it. The draft counts from its first appearance, RFC 8216 section 6.2.2 from its removal: this is
        /// counted from the removal, the stricter.
        public let availableFor: Duration
    }
}
