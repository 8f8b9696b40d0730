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
    func serialized() -> ByteBuffer {
        var writer = PlaylistWriter(capacity: 192 + entries.reduce(0) { $0 + $1.lines.readableBytes })
        writer.line("#EXTM3U")
        writer.line("#EXT-X-VERSION:\(Self.protocolVersion)")
        writer.line("#EXT-X-TARGETDURATION:\(targetDuration)")
        writer.line("#EXT-X-MEDIA-SEQUENCE:\(mediaSequence)")
        if statesDiscontinuitySequence { writer.line("#EXT-X-DISCONTINUITY-SEQUENCE:\(discontinuitySequence)") }
        if isIndependentSegments { writer.line("#EXT-X-INDEPENDENT-SEGMENTS") }
        for entry in entries { writer.lines(entry.lines) }
        if isEnded { writer.line("#EXT-X-ENDLIST") }
        return writer.bytes
    }
}
