import StreavDomain
import StreavStreaming

/// What a path on the streaming port asks for.
enum StreamingRoute {
    case health
    case readiness
    case metrics
    /// A segment; its path is verified as it is.
    case segment
    /// The playlist a viewer opens; it mints the session.
    case multivariant(ViewerRequest.Credentials, LiveStreamID)
    /// A media playlist, below the multivariant one's own path.
    case mediaPlaylist(ViewerRequest.Credentials, LiveStreamID, session: String)
    case transportStream(ViewerRequest.Credentials, LiveStreamID)
    case unknown

    /// The name of a media playlist below its session. There is one rendition.
    static let mediaPlaylistName = "0.m3u8"

    /// The address of the media playlist, relative to that of the multivariant playlist `{id}.m3u8`.
    static func mediaPlaylistReference(stream: LiveStreamID, session: String) -> String {
        "\(stream)/\(session)/\(mediaPlaylistName)"
    }

    /// First path segments that are no usernames, whatever follows.
    private static let reserved: Set<String> = [
        "live", "movie", "series", "play", "media", "timeshift", "streaming", "hdhr", "player_api.php", "get.php",
        "xmltv.php", "panel_api.php", "healthz", "readyz", "metrics",
    ]

    /// - Parameter segments: The decoded segments of the path.
    init(_ segments: [String]) {
        guard let first = segments.first else {
            self = .unknown
            return
        }
        switch (first, segments.count) {
        case ("healthz", 1): self = .health
        case ("readyz", 1): self = .readiness
        case ("metrics", 1): self = .metrics
        case ("media", _): self = .segment
        case ("live", 4...):
            let credentials = ViewerRequest.Credentials.userAndToken(username: segments[1], token: segments[2])
            self = Self.tail(segments[3...], credentials: credentials)
        case ("play", 3...):
            self = Self.tail(segments[2...], credentials: .playbackToken(segments[1]))
        case (_, 3...) where !Self.reserved.contains(first):
            self = Self.tail(segments[2...], credentials: .userAndToken(username: first, token: segments[1]))
        default:
            self = .unknown
        }
    }

    /// `{id}.m3u8`, `{id}.ts`, `{id}`, or `{id}/{session}/0.m3u8`.
    private static func tail(_ segments: ArraySlice<String>, credentials: ViewerRequest.Credentials) -> StreamingRoute {
        guard let first = segments.first else { return .unknown }
        if segments.count == 3, let stream = LiveStreamID(digits: first) {
            guard segments.last == mediaPlaylistName else { return .unknown }
            return .mediaPlaylist(credentials, stream, session: segments[segments.startIndex + 1])
        }
        guard segments.count == 1 else { return .unknown }
        let parts = first.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, let stream = LiveStreamID(digits: name) else { return .unknown }
        switch parts.count == 2 ? parts[1] : "ts" {
        case "m3u8": return .multivariant(credentials, stream)
        case "ts": return .transportStream(credentials, stream)
        default: return .unknown
        }
    }
}
