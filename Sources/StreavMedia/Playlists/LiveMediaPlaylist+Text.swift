import NIOCore

extension LiveMediaPlaylist {
    /// Fractions in EXTINF need version 3; nothing here needs more (HLS-03).
    static let protocolVersion = 3

    /// Whether EXT-X-DISCONTINUITY-SEQUENCE stands in the header.
    ///
    /// It must be there before a list with discontinuities loses a segment (HLS-18, draft section 6.2.2): from the
    /// first one on, then, and since the value only grows, for good.
    var statesDiscontinuitySequence: Bool {
        discontinuitySequence != 0 || entries.contains { $0.segment.isDiscontinuity }
    }

    /// The whole playlist.
    ///
    /// Each segment has its own date rather than the first one alone: else a date would appear on a segment already
    /// listed whenever the one before it is removed, which is a change HLS-05 does not know.
    func serialized() -> ByteBuffer {
        var writer = PlaylistWriter(capacity: 160 + entries.count * 160)
        writer.line("#EXTM3U")
        writer.line("#EXT-X-VERSION:\(Self.protocolVersion)")
        writer.line("#EXT-X-TARGETDURATION:\(targetDuration)")
        writer.line("#EXT-X-MEDIA-SEQUENCE:\(mediaSequence)")
        if statesDiscontinuitySequence { writer.line("#EXT-X-DISCONTINUITY-SEQUENCE:\(discontinuitySequence)") }
        if isIndependentSegments { writer.line("#EXT-X-INDEPENDENT-SEGMENTS") }
        for entry in entries {
            if entry.segment.isDiscontinuity { writer.line("#EXT-X-DISCONTINUITY") }
            writer.line("#EXT-X-PROGRAM-DATE-TIME:\(PlaylistDate.text(of: entry.segment.programDateTime))")
            if entry.segment.isGap { writer.line("#EXT-X-GAP") }
            writer.line("#EXTINF:\(PlaylistWriter.decimal(thousandths: entry.milliseconds)),")
            writer.line(entry.segment.uri)
        }
        if isEnded { writer.line("#EXT-X-ENDLIST") }
        return writer.bytes
    }
}
