extension LiveMediaPlaylist {
    /// A listed segment with what was settled when it was appended.
    struct Entry: Sendable {
        let segment: Segment
        /// Its duration as written.
        let milliseconds: Int64
        /// The longest list that held it so far, in milliseconds.
        var longestList: Int64 = 0

        init(segment: Segment, milliseconds: Int64) {
            self.segment = segment
            self.milliseconds = milliseconds
        }

        /// Milliseconds since 1970.
        var endDate: Int64 { segment.programDateTime + milliseconds }

        func removed(mediaSequence: Int64) -> Removed {
            // Rounded up: what is written may be up to 1 ms short of the media.
            let own = max(milliseconds, (segment.durationTicks + 89) / 90)
            return Removed(
                mediaSequence: mediaSequence, segment: segment, availableFor: .milliseconds(own + longestList))
        }
    }
}
