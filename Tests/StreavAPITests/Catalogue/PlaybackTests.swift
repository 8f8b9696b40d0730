import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavStore
import Testing

@testable import StreavAPI

@Suite("Addresses to play")
struct PlaybackTests {
    private static let live = "/v1/live-streams/urls"
    private static let onDemand = "/v1/on-demand-streams/urls"

    private static func subscriber(_ client: HTTPClient, _ body: String) async throws -> Int {
        let answer = try await client.json("POST", "/v1/subscribers", body)
        return try #require(answer.json.whole("id"), "\(answer.text)")
    }

    private static func ask(
        _ client: HTTPClient, _ path: String, stream: Int, _ subscriber: Int, https: String = "null"
    ) async throws -> HTTPClient.Answer {
        try await client.json(
            "POST", path, "{\"streamId\":\(stream),\"subscriberId\":\(subscriber),\"https\":\(https)}")
    }

    private static func urls(_ answer: HTTPClient.Answer) throws -> [String] {
        guard case .array(let links) = answer.json else { throw HTTPClient.Failure(message: answer.text) }
        return links.compactMap { $0.text("url") }
    }

    private static func token(_ url: String) throws -> PlaybackToken {
        let parts = url.split(separator: "/")
        return try PlaybackToken.verify(
            String(parts[parts.count - 2]),
            keys: SigningKeys(id: 1, key: APIFixture.master.derived(for: .playbackToken)), now: 1_700_000_000)
    }

    @Test("Each names a stream and a subscriber, lasts twelve hours and never longer than the subscription")
    func tokens() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let unlimited = try await Self.subscriber(client, #"{"bundles":[1]}"#)
            let short = try await Self.subscriber(client, #"{"bundles":[1],"expiresAt":"2023-11-14T23:13:20.999Z"}"#)
            let live = try Self.urls(try await Self.ask(client, Self.live, stream: 1, unlimited))
            #expect(live.count == 2)
            #expect(live[0].hasPrefix(APIFixture.streamingURL + "/play/") && live[0].hasSuffix("/1.m3u8"))
            #expect(live[1].hasSuffix("/1.ts"))
            #expect(
                try Self.token(live[0])
                    == PlaybackToken(
                        kind: .live, streamID: 1, subscriberID: Int32(unlimited), expiry: 1_700_000_000 + 43_200))
            let ending = try Self.urls(try await Self.ask(client, Self.live, stream: 1, short))
            #expect(try Self.token(ending[0]).expiry == 1_700_003_600)
            let movie = try Self.urls(try await Self.ask(client, Self.onDemand, stream: 10, unlimited))
            #expect(movie[0].hasSuffix("/10.m3u8") && movie[1].hasSuffix("/10.mp4"))
            #expect(try Self.token(movie[1]).kind == .movie)
            let episode = try Self.urls(try await Self.ask(client, Self.onDemand, stream: 21, unlimited))
            #expect(try Self.token(episode[0]).kind == .series)
        }
    }

    @Test("https is given wherever the server has it")
    func schemes() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let id = try await Self.subscriber(client, #"{"bundles":[1]}"#)
            let urls = try Self.urls(try await Self.ask(client, Self.live, stream: 1, id, https: "true"))
            #expect(urls[0].hasPrefix("http://"))
        }
        try await APIFixture.run(configure: { $0.playback.secureURL = "https://tv.example.org" }) { fixture in
            let client = try await fixture.authorized()
            let id = try await Self.subscriber(client, #"{"bundles":[1]}"#)
            let secure = try Self.urls(try await Self.ask(client, Self.live, stream: 1, id, https: "true"))
            #expect(secure[0].hasPrefix("https://tv.example.org/play/"))
            let plain = try Self.urls(try await Self.ask(client, Self.live, stream: 1, id))
            #expect(plain[0].hasPrefix(APIFixture.streamingURL))
        }
    }

    @Test("Of several nodes the one that runs the stream is named, as long as players may be sent there")
    func nodes() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let id = try await Self.subscriber(client, #"{"bundles":[1]}"#)
            let node = "https://edge.example.org"
            func base(https: String = "null") async throws -> String {
                let urls = try Self.urls(try await Self.ask(client, Self.live, stream: 1, id, https: https))
                return String(urls[0].prefix(upTo: try #require(urls[0].firstRange(of: "/play/")).lowerBound))
            }
            let registration = try await fixture.control.perform(as: .system("test")) { transaction in
                let made = try transaction.fleet.register(ServerDetails(name: "edge", publicURL: node + "/"))
                #expect(try transaction.connection.assignments.publicURL(of: LiveStreamID(1)) == nil)
                return made
            }
            #expect(try await base() == APIFixture.streamingURL, "a lone node is reached at the platform's address")
            let second = try await fixture.control.perform(as: .system("test")) {
                try $0.fleet.register(ServerDetails(name: "other", publicURL: "http://other.example.org"))
            }
            #expect(try await base() == node)
            #expect(try await base(https: "true") == node)
            _ = try await fixture.control.perform(as: .system("test")) { try $0.fleet.leave(registration) }
            #expect(try await base() == "http://other.example.org")
            _ = try await fixture.control.perform(as: .system("test")) { try $0.fleet.leave(second) }
            #expect(try await base() == APIFixture.streamingURL, "nobody is sent to a node that leaves")
            let film = try Self.urls(try await Self.ask(client, Self.onDemand, stream: 10, id))
            #expect(film[0].hasPrefix(APIFixture.streamingURL), "any node has the films")
        }
    }

    @Test("Formats that a subscriber may not use are left out; without any it is refused")
    func formats() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let tsOnly = try await Self.subscriber(client, #"{"bundles":[1],"hls":false}"#)
            let nothing = try await Self.subscriber(client, #"{"bundles":[1],"hls":false,"mpegTs":false}"#)
            let live = try await Self.ask(client, Self.live, stream: 1, tsOnly)
            #expect(live.json[0]?["format"] == .string("mpegts") && live.json[1] == nil)
            let refused = try await Self.ask(client, Self.live, stream: 1, nothing)
            #expect(refused.status == 403 && refused.json["type"] == .string("/problems/format_not_allowed"))
            let file = try await Self.ask(client, Self.onDemand, stream: 10, nothing)
            #expect(file.json[0]?["format"] == .string("progressive") && file.json[1] == nil)
        }
    }

    @Test(
        "Status, expiry and bundle are judged, and the code says which",
        arguments: [
            (#"{"bundles":[1],"statusId":2}"#, "subscriber_disabled"),
            (#"{"bundles":[1],"statusId":3}"#, "subscriber_banned"),
            (#"{"bundles":[1],"expiresAt":"2023-11-14T22:13:20Z"}"#, "subscriber_expired"),
            (#"{"bundles":[2]}"#, "stream_not_in_bundle"), ("{}", "stream_not_in_bundle"),
        ])
    func refusals(body: String, code: String) async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let id = try await Self.subscriber(client, body)
            for (path, stream) in [(Self.live, 1), (Self.onDemand, 10), (Self.onDemand, 21), (Self.onDemand, 12)] {
                let answer = try await Self.ask(client, path, stream: stream, id)
                #expect(answer.status == 403)
                #expect(answer.json["type"] == .string("/problems/\(code)"))
            }
        }
    }

    @Test("S42: the address comes from the configuration, whatever host was asked")
    func hosts() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let id = try await Self.subscriber(client, #"{"bundles":[1]}"#)
            let answer = try await client.json(
                "POST", Self.live, "{\"streamId\":1,\"subscriberId\":\(id)}",
                headers: ["X-Forwarded-Host: evil.example.org", "Forwarded: host=evil.example.org"])
            #expect(try Self.urls(answer)[0].hasPrefix(APIFixture.streamingURL))
        }
    }

    @Test("A key gives the same addresses again")
    func repeated() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let id = try await Self.subscriber(client, #"{"bundles":[1]}"#)
            let body = "{\"streamId\":1,\"subscriberId\":\(id)}"
            let first = try await client.json("POST", Self.live, body, headers: ["Idempotency-Key: p"])
            fixture.clock.advance(by: .seconds(60))
            let again = try await client.json("POST", Self.live, body, headers: ["Idempotency-Key: p"])
            #expect(again.body == first.body && again.headers["idempotency-replayed"] == "true")
        }
    }
}

extension JSON {
    /// An entry of an array; nil past its end.
    fileprivate subscript(_ index: Int) -> JSON? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }
}
