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
        return switch route {
        case .health: "health"
        case .readiness: "readiness"
        case .metrics: "metrics"
        case .segment: "segment"
        case .multivariant(let credentials, let stream): "multivariant \(who(credentials)) \(stream)"
        case .mediaPlaylist(let credentials, let stream, let session):
            "media \(who(credentials)) \(stream) \(session)"
        case .transportStream(let credentials, let stream): "ts \(who(credentials)) \(stream)"
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
            ("/live/u/p/7/sess/0.m3u8", "media u|p 7 sess"), ("/u/p/7/sess/0.m3u8", "media u|p 7 sess"),
            ("/play/t/7/sess/0.m3u8", "media token|t 7 sess"), ("/media/7/v/1-2-1-x.ts", "segment"),
            ("/media/", "segment"), ("/healthz", "health"), ("/readyz", "readiness"), ("/metrics", "metrics"),
            ("/live/u/p/2147483647.ts", "ts u|p 2147483647"), ("/live/u@x.y/p-_.Z/7.ts", "ts u@x.y|p-_.Z 7"),
            ("/live/u/p/7.ts?x=1&y=2", "ts u|p 7"),
        ])
    func forms(_ path: String, _ expected: String) throws {
        #expect(try Self.route(path) == expected)
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
            "live", "movie", "series", "play", "media", "timeshift", "streaming", "hdhr", "player_api.php", "get.php",
            "xmltv.php", "panel_api.php", "healthz", "readyz", "metrics",
        ])
    func reserved(_ word: String) throws {
        #expect(!Username.isValid(word))
        for path in ["/\(word)/p/7.ts", "/\(word)/p/7", "/\(word)/p/7.m3u8", "/\(word)/p/7/sess/0.m3u8"] {
            #expect(try !Self.route(path).contains(" \(word)|p "), "\(path)")
        }
    }
}
