import StreavCrypto
import StreavDomain
import StreavLocal
import StreavStreaming
import Synchronization
import Testing

@testable import StreavDelivery

/// The answers to whoever may not watch.
@Suite("Denials")
struct DenialTests {
    private struct Case {
        let path: String
        let code: DenialCode
        var agent = "player"
    }

    private static func cases(_ house: LiveHouse) -> [Case] {
        let now = house.clock.wallNow().seconds
        func token(_ stream: LiveStreamID, expiry: Int64, kind: PlaybackToken.Kind = .live) -> String {
            PlaybackToken(kind: kind, streamID: stream.rawValue, subscriberID: 1, expiry: expiry)
                .text(keys: house.playbackKeys)
        }
        let stream = LiveHouse.stream
        return [
            Case(path: "/live/nobody/S3cretOf-viewer/7.m3u8", code: .credentialsInvalid),
            Case(path: "/live/viewer/S3cretOf-wrong/7.m3u8", code: .credentialsInvalid),
            Case(path: "/viewer/S3cretOf-wrong/7", code: .credentialsInvalid),
            Case(path: house.path("expired"), code: .subscriberExpired),
            Case(path: house.path("disabled"), code: .subscriberDisabled),
            Case(path: house.path("banned"), code: .subscriberBanned),
            Case(path: house.path("nothing"), code: .streamNotInBundle),
            Case(path: house.path("ts-only"), code: .formatNotAllowed),
            Case(path: house.path("hls-only", stream, "ts"), code: .formatNotAllowed),
            Case(path: house.path("elsewhere"), code: .addressNotAllowed),
            Case(path: house.path("vlc-only"), code: .userAgentNotAllowed),
            Case(path: house.path("abroad"), code: .countryNotAllowed),
            Case(path: house.path("many", LiveStreamID(12345)), code: .streamNotFound),
            Case(path: "/play/nonsense-S3cretOf/7.m3u8", code: .playbackTokenInvalid),
            Case(path: "/play/\(token(LiveHouse.other, expiry: now + 60))/7.m3u8", code: .playbackTokenInvalid),
            // The token's kind says that this is film 7, which there is not; and film 1 opens no other film.
            Case(path: "/play/\(token(stream, expiry: now + 60, kind: .movie))/7.m3u8", code: .streamNotFound),
            Case(
                path: "/play/\(token(LiveStreamID(1), expiry: now + 60, kind: .movie))/2.m3u8",
                code: .playbackTokenInvalid),
            Case(path: "/play/\(token(stream, expiry: now - 1))/7.m3u8", code: .playbackTokenExpired),
        ]
    }

    @Test("Each is a problem document with its code, its header and its status, the same to GET and HEAD")
    func answers() async throws {
        try await LiveHouse.with { house, server in
            for test in Self.cases(house) {
                let client = try server.connect()
                try client.send(Requests.get(test.path, headers: "User-Agent: \(test.agent)\r\n"))
                let answer = try #require(client.readAnswer(), "\(test.path)")
                #expect(answer.status == test.code.status, "\(test.path)")
                #expect(answer.header("Streav-Denial") == test.code.rawValue, "\(test.path)")
                #expect(answer.header("Content-Type") == "application/problem+json")
                #expect(answer.header("Cache-Control") == "no-store")
                #expect(answer.header("Location") == nil)
                #expect(answer.text.contains("\"code\":\"\(test.code.rawValue)\""))
                #expect(answer.text.contains("\"detail\":\""))
                #expect(!answer.text.contains("S3cretOf") && !answer.head.contains("S3cretOf"))

                try client.send("HEAD \(test.path) HTTP/1.1\r\nHost: a\r\nUser-Agent: \(test.agent)\r\n\r\n")
                let head = try #require(client.readAnswer(toHead: true))
                #expect(head.status == test.code.status)
                #expect(head.header("Streav-Denial") == test.code.rawValue)
            }
            #expect(house.sessions == 0)
        }
    }

    @Test("An unknown name and a wrong token get one and the same answer")
    func strangers() async throws {
        try await LiveHouse.with { house, server in
            var answers: Set<String> = []
            for path in ["/live/nobody/x/7.ts", "/live/viewer/x/7.ts", "/live/expired/x/7.ts", "/live/banned/x/7.ts"] {
                let answer = try server.exchange(Requests.get(path, headers: "Connection: close\r\n"))
                answers.insert(answer)
            }
            #expect(answers.count == 1, "\(answers)")
            #expect(answers.first?.contains("401") == true)
        }
    }

    @Test("The limit, a channel without media, too many guesses and a drain are refused with their codes")
    func conditions() async throws {
        try await LiveHouse.with { house, server in
            func code(_ path: String, from address: String = "127.0.0.1") throws -> (Int?, String?, String?) {
                let client = try RawClient(port: server.port, from: address)
                try client.send(Requests.get(path))
                let answer = client.readAnswer()
                return (answer?.status, answer?.header("Streav-Denial"), answer?.header("Retry-After"))
            }
            #expect(try code(house.path("viewer")).0 == 200)
            #expect(try code(house.path("viewer"), from: "127.0.0.2") == (403, "connection_limit", nil))

            for _ in 0..<20 { #expect(try code("/live/viewer/guess/7.ts", from: "127.0.0.3").0 == 401) }
            let limited = try code(house.path("many"), from: "127.0.0.3")
            #expect(
                limited.0 == 429 && limited.1 == "rate_limited" && limited.2.flatMap { Int($0) }.map { $0 > 0 } == true)
            #expect(try code(house.path("many"), from: "127.0.0.4").0 == 200, "another address is not concerned")

            let isAnswered = Atomic(false)
            async let silent = Self.request(house.path("many", LiveHouse.silent), port: server.port, isAnswered)
            // The clock stands still but for this: a channel that does not start is given up after its time.
            for _ in 0..<500 where !isAnswered.load(ordering: .acquiring) {
                try await Task.sleep(for: .milliseconds(10))
                house.pass(.milliseconds(500))
            }
            let unavailable = try await silent
            #expect(unavailable?.status == 503)
            #expect(unavailable?.header("Streav-Denial") == "stream_unavailable")
            #expect(unavailable?.header("Retry-After") == "5")

            house.gatekeeper.drain()
            #expect(try code(house.path("many"), from: "127.0.0.5") == (503, "draining", "2"))
        }
    }

    @concurrent private static func request(
        _ path: String, port: Int, _ isAnswered: borrowing Atomic<Bool>
    ) async throws -> RawClient.Answer? {
        defer { isAnswered.store(true, ordering: .releasing) }
        let client = try RawClient(port: port, from: "127.0.0.9")
        try client.send(Requests.get(path))
        return client.readAnswer()
    }

    @Test("Nothing that a request brought as a secret is in a log, at any level, or in the metrics (S41)")
    func secrets() async throws {
        try await LiveHouse.with { house, server in
            let hostile = [
                "GET /live/viewer/S3cretOf-viewer/../7.ts HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /live/viewer/S3cretOf-viewer/7.ts HTTP/1.1\r\n\r\n",
                "BREW /live/viewer/S3cretOf-viewer/7.ts HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /live/viewer/S3cretOf-viewer/%00.ts HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /live/viewer/S3cretOf-viewer/7.ts HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
                "GET /x?password=S3cretOf-viewer HTTP/1.1\r\nHost: a\r\nReferer: http://a/S3cretOf-viewer\r\n\r\n",
                "GET /live/viewer/S3cretOf-viewer/7.ts HTTP/1.1\r\nHost: a\r\nX: S3cretOf\u{0}\r\n\r\n",
            ]
            for request in hostile {
                let client = try server.connect()
                client.setTimeout(milliseconds: 1_000)
                try client.send(request)
                let answer = client.readAnswer()
                #expect(answer.map { !$0.head.contains("S3cretOf") && !$0.text.contains("S3cretOf") } ?? true)
            }
            for test in Self.cases(house) {
                let client = try server.connect()
                try client.send(Requests.get(test.path, headers: "Referer: http://x\(test.path)\r\n"))
                _ = client.readAnswer()
            }
            let watcher = try server.connect()
            try watcher.send(Requests.get(house.path("many", LiveHouse.stream, "ts")))
            _ = watcher.read(atLeast: 1000)
            _ = house.gatekeeper.kick(subscriber: SubscriberID(2))
            #expect(watcher.isEnded())
            let text = house.log.text
            #expect(text.contains("A viewer was refused."))
            #expect(text.contains("code=credentials_invalid"))
            for test in Self.cases(house) where test.path.hasPrefix("/play/") {
                let token = test.path.split(separator: "/")[1]
                #expect(!text.contains(token))
            }
            #expect(!text.contains("S3cretOf"), "\(text)")
            let metrics = try server.exchange(Requests.get("/metrics", headers: "Connection: close\r\n"))
            #expect(metrics.contains("streav_denials_total{code=\"subscriber_banned\"} 1"))
            #expect(!metrics.contains("S3cretOf") && !metrics.contains("viewer\""))
        }
    }
}
