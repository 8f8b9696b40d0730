import StreavDomain
import Testing

@testable import StreavDelivery

/// Playlists, segments and streams as players get them.
@Suite("Live answers")
struct LiveAnswerTests {
    private static func get(
        _ path: String, _ server: TestServer, headers: String = "", from address: String = "127.0.0.1"
    ) throws -> RawClient.Answer {
        let client = try RawClient(port: server.port, from: address)
        try client.send(Requests.get(path, headers: headers))
        return try #require(client.readAnswer(), "\(path)")
    }

    private static func mediaPath(_ house: LiveHouse, _ server: TestServer, user: String = "many") throws -> String {
        let answer = try get(house.path(user), server)
        let reference = try #require(answer.text.split(separator: "\n").last)
        return String(house.path(user).dropLast("7.m3u8".count)) + reference
    }

    @Test("Playlists carry their headers, and gzip where it is welcome (HLS-01, S42)")
    func playlists() async throws {
        try await LiveHouse.with { house, server in
            let multivariant = try Self.get(house.path("many"), server)
            let media = try Self.get(try Self.mediaPath(house, server), server)
            for answer in [multivariant, media] {
                #expect(answer.status == 200)
                #expect(answer.header("Content-Type") == "application/vnd.apple.mpegurl")
                #expect(answer.header("Cache-Control") == "private, no-store")
                #expect(answer.header("Access-Control-Allow-Origin") == "*")
                #expect(answer.header("Referrer-Policy") == "no-referrer")
                #expect(answer.header("Vary")?.contains("Accept-Encoding") == true)
                #expect(answer.header("Content-Encoding") == nil)
                #expect(answer.text.hasPrefix("#EXTM3U\n"))
            }
            #expect(multivariant.text.contains("#EXT-X-STREAM-INF:"))
            #expect(media.text.contains("#EXT-X-TARGETDURATION:"))
            let zipped = try Self.get(house.path("many"), server, headers: "Accept-Encoding: gzip\r\n")
            #expect(zipped.header("Content-Encoding") == "gzip")
            #expect(zipped.body.starts(with: [0x1F, 0x8B]))
            #expect(!multivariant.text.contains("S3cretOf") && !media.text.contains("S3cretOf"))
        }
    }

    @Test("Segments are public for their life, the same to everybody, and given in parts (HLS-13)")
    func segments() async throws {
        try await LiveHouse.with { house, server in
            let path = try #require(house.segments().last)
            let whole = try Self.get(path, server)
            #expect(whole.status == 200)
            #expect(whole.header("Content-Type") == "video/mp2t")
            #expect(whole.header("Accept-Ranges") == "bytes")
            let cache = try #require(whole.header("Cache-Control"))
            #expect(cache.hasPrefix("public, max-age=") && cache.hasSuffix(", immutable"))
            #expect(whole.header("Set-Cookie") == nil)
            #expect(whole.body.count % 188 == 0 && whole.body.first == 0x47)
            let part = try Self.get(path, server, headers: "Range: bytes=188-375\r\n")
            #expect(part.status == 206)
            #expect(part.header("Content-Range") == "bytes 188-375/\(whole.body.count)")
            #expect(part.body == Array(whole.body[188..<376]))
            let beyond = try Self.get(path, server, headers: "Range: bytes=\(whole.body.count)-\r\n")
            #expect(beyond.status == 416)
            let ranges = (0..<10_000).map { "\($0)-\($0)" }.joined(separator: ",")
            // S39: ten thousand ranges do not even fit into a request.
            #expect(try Self.get(path, server, headers: "Range: bytes=\(ranges)\r\n").status == 431)
            #expect(try Self.get(path, server, headers: "Range: bytes=0-1,5-9,0-99999\r\n").status == 200)
            #expect(try Self.get(path, server, headers: "Range: bytes=9-2\r\n").status == 200)
            let client = try server.connect()
            try client.send("HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try #require(client.readAnswer(toHead: true))
            #expect(head.status == 200)
            #expect(head.header("Content-Length") == String(whole.body.count))
            #expect(house.sessions == 0)
        }
    }

    @Test("HEAD is judged like GET, but takes no place and begins nothing")
    func heads() async throws {
        try await LiveHouse.with { house, server in
            for ending in ["m3u8", "ts"] {
                for address in 1...3 {
                    let client = try RawClient(port: server.port, from: "127.0.0.\(address)")
                    try client.send(
                        "HEAD \(house.path("viewer", LiveHouse.stream, ending)) HTTP/1.1\r\nHost: a\r\n\r\n")
                    let answer = try #require(client.readAnswer(toHead: true))
                    #expect(answer.status == 200)
                    #expect(answer.header("Cache-Control") == "private, no-store")
                }
            }
            #expect(house.sessions == 0)
            #expect(try Self.get(house.path("viewer"), server, from: "127.0.0.9").status == 200)
        }
    }

    @Test("OPTIONS allows every page to read, and other methods are refused")
    func methods() async throws {
        try await LiveHouse.with { house, server in
            for path in [house.path("viewer"), "/media/x", "/nothing"] {
                let answer = try server.exchange("OPTIONS \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 204 "))
                #expect(answer.contains("Access-Control-Allow-Origin: *"))
                #expect(answer.contains("Access-Control-Allow-Methods: GET, HEAD, OPTIONS"))
            }
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                let answer = try server.exchange(
                    "\(method) \(house.path("viewer")) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "Content-Length: 0\r\n\r\n")
                let status = answer.dropFirst(9).prefix(3)
                #expect(status == "405" || status == "501", "\(method): \(answer)")
            }
            #expect(house.sessions == 0)
        }
    }

    @Test("A stream begins at once with its tables, and its place is free when the socket is")
    func stream() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            try client.send(Requests.get(house.path("viewer", LiveHouse.stream, "ts")))
            let bytes = client.read(atLeast: 1_000)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 200 "))
            #expect(text.contains("Content-Type: video/mp2t"))
            #expect(text.contains("Connection: close"))
            let start = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8))).upperBound
            #expect(bytes[start] == 0x47 && bytes[start + 1] & 0x1F == 0 && bytes[start + 2] == 0, "a PAT comes first")
            #expect(house.sessions == 1)
            client.close()
            for _ in 0..<100 where house.sessions > 0 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(house.sessions == 0)
        }
    }

    @Test("The operator's pages answer, and tell nothing of the inside (S33)")
    func pages() async throws {
        try await LiveHouse.with { house, server in
            #expect(try Self.get("/healthz", server).text == "ok\n")
            #expect(try Self.get("/readyz", server).text == "database ready\n")
            let metrics = try Self.get("/metrics", server)
            #expect(metrics.header("Content-Type")?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(metrics.text.contains("# TYPE streav_denials_total counter"))
            for answer in [metrics, try Self.get("/nothing", server), try Self.get("/media/x", server)] {
                #expect(answer.header("Server") ?? "Streav" == "Streav", "no version")
                for secret in ["/root", "/home", ".swift", "SELECT", "S3cretOf"] {
                    #expect(!answer.text.contains(secret))
                }
            }
        }
    }
}
