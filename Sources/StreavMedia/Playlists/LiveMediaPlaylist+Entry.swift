import NIOCore

extension LiveMediaPlaylist {
    /// A listed segment with what was settled when it was appended.
    struct Entry: Sendable {
        let segment: Segment
        /// Its duration as written.
        let milliseconds: Int64
        /// Its lines, which never change: a new text is the header and these, one after the other.
        let lines: ByteBuffer
        /// The longest list that held it so far, in milliseconds.
        var longestList: Int64 = 0

        init(segment: Segment, milliseconds: Int64) {
            self.segment = segment
            self.milliseconds = milliseconds
            lines = Self.lines(segment, milliseconds: milliseconds)
        }

        /// Milliseconds since 1970.
        var endDate: Int64 { segment.programDateTime + milliseconds }

        func removed(mediaSequence: Int64) -> Removed {
            // Rounded up: what is written may be up to 1 ms short of the media.
            let own = max(milliseconds, (segment.durationTicks + 89) / 90)
            return Removed(
                mediaSequence: mediaSequence, segment: segment, availableFor: .milliseconds(own + longestList))
        }

        /// Each segment has its own date rather than the first one alone: else a date would appear on a segment
        /// already listed whenever the one before it is removed, which is a change HLS-05 does not know.
        private static func lines(_ segment: Segment, milliseconds: Int64) -> ByteBuffer {
            var writer = PlaylistWriter(capacity: 96 + segment.uri.utf8.count)
            if segment.isDiscontinuity { writer.line("#EXT-X-DISCONTINUITY") }
            writer.line("#EXT-X-PROGRAM-DATE-TIME:\(PlaylistDate.text(of: segment.programDateTime))")
            if segment.isGap { writer.line("#EXT-X-GAP") }
            writer.line("#EXTINF:\(PlaylistWriter.decimal(thousandths: milliseconds)),")
            writer.line(segment.uri)
            return writer.bytes
        }
    }
}
