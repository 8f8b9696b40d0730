import StreavCrypto
import StreavDomain
import StreavStreaming

/// What a path on the streaming port asks for.
enum StreamingRoute {
    case health
    case readiness
    case metrics
    /// A segment; its path is verified as it is.
    case segment
    case onDemandSegment
    /// The playlist a viewer opens; it mints the session.
    case multivariant(ViewerRequest.Credentials, StreamID)
    /// A media playlist, below the multivariant one's own path.
    case mediaPlaylist(ViewerRequest.Credentials, StreamID, session: String, rendition: String)
    case transportStream(ViewerRequest.Credentials, LiveStreamID)
    /// A file by ranges.
    case file(ViewerRequest.Credentials, OnDemandStreamID)
    /// A picture for everybody, by its key in the media store.
    case image(key: String)
    /// A file of this node for another one, by its key as it is written; closed to everybody else.
    case nodeMedia(key: String)
    case unknown

    /// The only rendition of a live stream.
    static let liveRendition = "0"

    /// The address of a media playlist, relative to that of the multivariant playlist `{id}.m3u8`.
    static func mediaPlaylistReference(stream: StreamID, session: String, rendition: String) -> String {
        let number =
            switch stream {
            case .live(let id): id.rawValue
            case .onDemand(let id): id.rawValue
            }
        return "\(number)/\(session)/\(rendition).m3u8"
    }

    private enum Kind {
        case live
        case onDemand

        func stream(_ digits: some StringProtocol) -> StreamID? {
            switch self {
            case .live: LiveStreamID(digits: digits).map { .live($0) }
            case .onDemand: OnDemandStreamID(digits: digits).map { .onDemand($0) }
            }
        }
    }

    /// First path segments that are no usernames, whatever follows.
    private static let reserved: Set<String> = [
        "live", "movie", "series", "play", "media", "images", "timeshift", "streaming", "hdhr", "player_api.php",
        "get.php",
        "xmltv.php", "panel_api.php", "healthz", "readyz", "metrics", "node",
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
        case ("media", 2...) where segments[1] == "file": self = .onDemandSegment
        case ("media", _): self = .segment
        case ("node", 3) where segments[1] == "media": self = .nodeMedia(key: segments[2])
        case ("images", 2...): self = .image(key: segments.joined(separator: "/"))
        case ("live", 4...):
            self = Self.tail(segments[3...], .live, Self.pair(segments[1...]))
        case ("movie", 4...), ("series", 4...):
            self = Self.tail(segments[3...], .onDemand, Self.pair(segments[1...]))
        case ("play", 3...):
            // What the token says of its kind is believed for finding the way only; it is verified after that.
            let kind: Kind = PlaybackToken.claimedKind(of: segments[1]).map { $0 == .live } ?? true ? .live : .onDemand
            self = Self.tail(segments[2...], kind, .playbackToken(segments[1]))
        case (_, 3...) where !Self.reserved.contains(first):
            self = Self.tail(segments[2...], .live, Self.pair(segments[0...]))
        default:
            self = .unknown
        }
    }

    private static func pair(_ segments: ArraySlice<String>) -> ViewerRequest.Credentials {
        .userAndToken(username: segments[segments.startIndex], token: segments[segments.startIndex + 1])
    }

    /// `{id}.m3u8`, `{id}/{session}/{rendition}.m3u8`; of live streams `{id}.ts` and `{id}`; of others `{id}.mp4` and
    /// whatever else files end in.
    private static func tail(
        _ segments: ArraySlice<String>, _ kind: Kind, _ credentials: ViewerRequest.Credentials
    ) -> StreamingRoute {
        guard let first = segments.first, let last = segments.last else { return .unknown }
        if segments.count == 3, let stream = kind.stream(first) {
            guard let rendition = rendition(last, kind) else { return .unknown }
            let session = segments[segments.startIndex + 1]
            return .mediaPlaylist(credentials, stream, session: session, rendition: rendition)
        }
        guard segments.count == 1 else { return .unknown }
        let parts = first.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, let stream = kind.stream(name) else { return .unknown }
        let ending = parts.count == 2 ? parts[1] : ""
        if ending == "m3u8" { return .multivariant(credentials, stream) }
        switch stream {
        case .live(let id) where ending == "ts" || parts.count == 1: return .transportStream(credentials, id)
        case .onDemand(let id) where FileType.isKnown(ending): return .file(credentials, id)
        default: return .unknown
        }
    }

    private static func rendition(_ name: String, _ kind: Kind) -> String? {
        guard name.hasSuffix(".m3u8") else { return nil }
        let rendition = String(name.dropLast(5))
        return kind == .onDemand || rendition == liveRendition ? rendition : nil
    }
}
