import StreavCrypto
import StreavDomain
import StreavStreaming
import Testing

@testable import StreavDelivery

/// What each path asks for.
@Suite("Streaming routes")
struct StreamingRouteTests {
    /// A route in one line.
    private static func describe(_ route: StreamingRoute) -> String {
        func who(_ credentials: ViewerRequest.Credentials) -> String {
            switch credentials {
            case .userAndToken(let user, let token): "\(user)|\(token)"
            case .playbackToken(let token): "token|\(token)"
            }
        }
        func which(_ stream: StreamID) -> String {
            switch stream {
            case .live(let id): "\(id)"
            case .onDemand(let id): "film \(id)"
            }
        }
        return switch route {
        case .health: "health"
        case .readiness: "readiness"
        case .metrics: "metrics"
        case .segment: "segment"
        case .onDemandSegment: "film's segment"
        case .multivariant(let credentials, let stream): "multivariant \(who(credentials)) \(which(stream))"
        case .mediaPlaylist(let credentials, let stream, let session, let rendition):
            "media \(who(credentials)) \(which(stream)) \(session) \(rendition)"
        case .transportStream(let credentials, let stream): "ts \(who(credentials)) \(stream)"
        case .file(let credentials, let stream): "file \(who(credentials)) \(stream)"
        case .image(let key): "image \(key)"
        case .nodeMedia(let key): "node's file \(key)"
        case .unknown: "unknown"
        }
    }

    private static func route(_ path: String) throws -> String {
        describe(StreamingRoute(try #require(Requests.parsed(Requests.get(path))).segments()))
    }

    @Test(
        "Every form of a live address is understood",
        arguments: [
            ("/live/u/p/7.m3u8", "multivariant u|p 7"), ("/live/u/p/7.ts", "ts u|p 7"), ("/live/u/p/7", "ts u|p 7"),
            ("/u/p/7.m3u8", "multivariant u|p 7"), ("/u/p/7.ts", "ts u|p 7"), ("/u/p/7", "ts u|p 7"),
            ("/play/t/7.m3u8", "multivariant token|t 7"), ("/play/t/7.ts", "ts token|t 7"),
            ("/play/t/7", "ts token|t 7"),
            ("/live/u/p/7/sess/0.m3u8", "media u|p 7 sess 0"), ("/u/p/7/sess/0.m3u8", "media u|p 7 sess 0"),
            ("/play/t/7/sess/0.m3u8", "media token|t 7 sess 0"), ("/media/7/v/1-2-1-x.ts", "segment"),
            ("/media/", "segment"), ("/node/media/YQ", "node's file YQ"), ("/node/media/YQ/b", "unknown"),
            ("/node/media", "unknown"), ("/node/other/7.ts", "unknown"), ("/healthz", "health"),
            ("/readyz", "readiness"), ("/metrics", "metrics"),
            ("/live/u/p/2147483647.ts", "ts u|p 2147483647"), ("/live/u@x.y/p-_.Z/7.ts", "ts u@x.y|p-_.Z 7"),
            ("/live/u/p/7.ts?x=1&y=2", "ts u|p 7"),
        ])
    func forms(_ path: String, _ expected: String) throws {
        #expect(try Self.route(path) == expected)
    }

    @Test(
        "Every form of a film's address is understood",
        arguments: [
            ("/movie/u/p/7.m3u8", "multivariant u|p film 7"), ("/movie/u/p/7.mp4", "file u|p 7"),
            ("/series/u/p/7.mkv", "file u|p 7"), ("/series/u/p/7.m3u8", "multivariant u|p film 7"),
            ("/movie/u/p/7.MP4", "file u|p 7"), ("/movie/u/p/7/sess/v.m3u8", "media u|p film 7 sess v"),
            ("/series/u/p/7/sess/a2.m3u8", "media u|p film 7 sess a2"),
            ("/media/file/7/0123456789abcdef/v/0-1-x.ts", "film's segment"), ("/media/file/", "film's segment"),
            ("/images/posters/a.jpg", "image images/posters/a.jpg"),
            ("/movie/u/p/7", "unknown"), ("/movie/u/p/7.ts", "file u|p 7"), ("/movie/u/p/7.exe", "unknown"),
            ("/movie/u/p/7.mp4/x", "unknown"), ("/movie/u/p", "unknown"), ("/u/p/7.mp4", "unknown"),
            ("/live/u/p/7.mp4", "unknown"), ("/images", "unknown"),
        ])
    func films(_ path: String, _ expected: String) throws {
        #expect(try Self.route(path) == expected)
    }

    @Test("A playback token's kind says what its number counts")
    func tokens() throws {
        let keys = SigningKeys(id: 1, key: .random())
        for (kind, expected) in [(PlaybackToken.Kind.live, "7"), (.movie, "film 7"), (.series, "film 7")] {
            let token = PlaybackToken(kind: kind, streamID: 7, subscriberID: 1, expiry: 1).text(keys: keys)
            #expect(try Self.route("/play/\(token)/7.m3u8") == "multivariant token|\(token) \(expected)")
        }
    }

    @Test(
        "Credentials are decoded, and what is encoded in them never becomes a part of the path",
        arguments: [
            ("/live/%75ser/p%41ss/7.ts", "ts user|pAss 7"), ("/live/u%40x/p/7.ts", "ts u@x|p 7"),
            ("/live/a%2Fb/c%2fd/7.ts", "ts a/b|c/d 7"), ("/a%2Fb/c/7.ts", "ts a/b|c 7"),
            ("/live%2Fu/p/7.ts", "ts live/u|p 7"), ("/live/u/p%2F7.ts", "unknown"), ("/live/u/p/7%2Ets", "ts u|p 7"),
            ("/live/u/p/7/s%2F0.m3u8", "unknown"), ("/healthz%2F", "unknown"), ("/%6Cive/u/p/7.ts", "ts u|p 7"),
        ])
    func decoding(_ path: String, _ expected: String) throws {
        #expect(try Self.route(path) == expected)
    }

    @Test(
        "Anything else is nothing",
        arguments: [
            "/", "//", "/live", "/live/", "/live/u", "/live/u/p", "/live/u/p/", "/live/u/p/x.ts", "/live/u/p/7.mp4",
            "/live/u/p/7.", "/live/u/p/.ts", "/live/u/p/07.ts", "/live/u/p/-7.ts", "/live/u/p/+7.ts", "/live/u/p/7.TS",
            "/live/u/p/2147483648.ts", "/live/u/p/99999999999999999999.ts", "/live/u/p/7.ts/", "/live/u/p/7.ts/x",
            "/live/u/p/7/sess/1.m3u8", "/live/u/p/7/sess/0.m3u8/x", "/live/u/p/7/0.m3u8", "/live/u/p/7.tar.ts",
            "/play/t", "/play/t/x", "/u/p", "/u", "/Healthz", "/healthz/x", "/metrics/", "/LIVE/u/p",
            "/live/u/p/%37%20.ts", "/live/u/p/\u{0667}.ts",
        ])
    func nothing(_ path: String) throws {
        let encoded = path.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isASCII { text.unicodeScalars.append(scalar) } else { text += "%D9%A7" }
        }
        #expect(try Self.route(encoded) == "unknown", "\(path)")
    }

    @Test(
        "A reserved first segment is never a username",
        arguments: [
            "live", "movie", "series", "play", "media", "images", "timeshift", "streaming", "hdhr", "player_api.php",
            "get.php",
            "xmltv.php", "panel_api.php", "healthz", "readyz", "metrics",
        ])
    func reserved(_ word: String) throws {
        #expect(!Username.isValid(word))
        for path in ["/\(word)/p/7.ts", "/\(word)/p/7", "/\(word)/p/7.m3u8", "/\(word)/p/7/sess/0.m3u8"] {
            #expect(try !Self.route(path).contains(" \(word)|p "), "\(path)")
        }
    }
}
