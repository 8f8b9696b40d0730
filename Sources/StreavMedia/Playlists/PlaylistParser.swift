public import NIOCore

/// Reads media and multivariant playlists (RFC 8216 section 4, draft-pantos-hls-rfc8216bis section 4.4).
///
/// Strict where a mistake would change the meaning, tolerant of what is met in the field: a byte order mark, either
/// line end, white space at the ends of lines, and any tag or attribute it does not know. Nothing is allocated beyond a
/// few times the input, which is bounded.
public struct PlaylistParser: Sendable {
    public let limits: PlaylistLimits

    public init(limits: PlaylistLimits = .default) {
        self.limits = limits
    }

    /// Reads the readable bytes.
    public func parse(_ bytes: ByteBuffer) throws(PlaylistParseError) -> ParsedPlaylist {
        guard bytes.readableBytes <= limits.maximumBytes else { throw PlaylistParseError(.tooLarge, line: 1) }
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw PlaylistParseError(.badEncoding, line: 1)
        }
        return try parse(text)
    }

    /// Reads `text`.
    public func parse(_ text: String) throws(PlaylistParseError) -> ParsedPlaylist {
        guard text.utf8.count <= limits.maximumBytes else { throw PlaylistParseError(.tooLarge, line: 1) }
        var reader = PlaylistLineReader(text, limits: limits)
        guard case .tag("EXTM3U", _) = try reader.next(), reader.number == 1 else {
            throw PlaylistParseError(.noHeader, line: 1)
        }
        var builder = PlaylistBuilder(limits: limits)
        while let line = try reader.next() {
            try builder.add(line, number: reader.number)
        }
        return try builder.finish(lastLine: reader.number)
    }

    /// Reads a playlist that must be a media playlist.
    public func parseMedia(_ bytes: ByteBuffer) throws(PlaylistParseError) -> MediaPlaylist {
        guard case .media(let playlist) = try parse(bytes) else {
            throw PlaylistParseError(.missingTag, line: 1, subject: "EXT-X-TARGETDURATION")
        }
        return playlist
    }

    /// Reads a playlist that must be a multivariant playlist.
    public func parseMultivariant(_ bytes: ByteBuffer) throws(PlaylistParseError) -> MultivariantPlaylist {
        guard case .multivariant(let playlist) = try parse(bytes) else {
            throw PlaylistParseError(.missingTag, line: 1, subject: "EXT-X-STREAM-INF")
        }
        return playlist
    }
}
