import StreavDomain
import Testing

@testable import StreavDelivery

/// VOD-1: files by ranges, over a socket.
@Suite("Films by ranges")
struct FileAnswerTests {
    private static let harbour = try! TestFilms.bytes(of: "movies/harbour.mp4")  // A fixture of the repository.

    private func get(
        _ client: RawClient, _ path: String, _ fields: String = "", method: String = "GET"
    ) throws -> RawClient.Answer {
        try client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\nUser-Agent: vlc\r\n\(fields)\r\n")
        return try #require(client.readAnswer(toHead: method == "HEAD"))
    }

    @Test("The whole file, its length and type, and HEAD says the same")
    func whole() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let answer = try get(client, house.film("viewer"))
            #expect(answer.status == 200 && answer.body == Self.harbour)
            #expect(answer.header("Content-Type") == "video/mp4")
            #expect(answer.header("Accept-Ranges") == "bytes")
            let head = try get(client, house.film("viewer"), method: "HEAD")
            #expect(head.status == 200 && head.body.isEmpty)
            for field in ["Content-Length", "Content-Type", "ETag", "Last-Modified", "Accept-Ranges"] {
                #expect(head.header(field) == answer.header(field) && head.header(field) != nil, "\(field)")
            }
        }
    }

    @Test(
        "Single ranges of every kind are exactly those bytes",
        arguments: [
            "0-0", "0-1", "100-199", "1170020-", "1170020-9999999999", "-1", "-100", "-99999999", "0-",
            "524288-1048575",
        ])
    func ranges(_ range: String) async throws {
        try await LiveHouse.with { house, server in
            let count = Self.harbour.count
            let parts = range.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            let expected =
                switch (parts[0], parts[1]) {
                case (let first?, let last): first..<min(count, (last ?? count) + 1)
                case (nil, let suffix): max(0, count - (suffix ?? 0))..<count
                }
            let answer = try get(try server.connect(), house.film("viewer"), "Range: bytes=\(range)\r\n")
            #expect(answer.status == 206)
            #expect(
                answer.header("Content-Range") == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/\(count)")
            #expect(answer.header("Content-Length") == "\(expected.count)")
            #expect(answer.body == Array(Self.harbour[expected]))
        }
    }

    @Test("Up to four ranges come as parts, near ones as one; more are answered with the whole")
    func several() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let answer = try get(client, house.film("viewer"), "Range: bytes=0-9,1000-1009,500-509,-5\r\n")
            #expect(answer.status == 206)
            let type = try #require(answer.header("Content-Type"))
            #expect(type.hasPrefix("multipart/byteranges; boundary="))
            let boundary = type.dropFirst("multipart/byteranges; boundary=".count)
            let count = Self.harbour.count
            var expected: [UInt8] = []
            for range in [0..<10, 1000..<1010, 500..<510, count - 5..<count] {
                expected += Array("\r\n--\(boundary)\r\nContent-Type: video/mp4\r\n".utf8)
                expected += Array(
                    "Content-Range: bytes \(range.lowerBound)-\(range.upperBound - 1)/\(count)\r\n\r\n".utf8)
                expected += Self.harbour[range]
            }
            expected += Array("\r\n--\(boundary)--\r\n".utf8)
            #expect(answer.body == expected)
            let near = try get(client, house.film("viewer"), "Range: bytes=0-9,20-29,5-24\r\n")
            #expect(near.status == 206 && near.body == Array(Self.harbour[0..<30]))
            let five = try get(client, house.film("viewer"), "Range: bytes=0-0,200-200,400-400,600-600,800-800\r\n")
            #expect(five.status == 200 && five.body.count == count)
        }
    }

    @Test("S39: overlapping, backward, endless and absurd ranges never cost more than the file, and end in order")
    func abuse() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let count = Self.harbour.count
            for range in ["5-4", "a-b", "0-0,a", "--1", "0x0-1", "0-,0-,0-,0-,0-"] {
                let answer = try get(client, house.film("viewer"), "Range: bytes=\(range)\r\n")
                #expect(answer.status == 200 && answer.body.count == count, "\(range)")
            }
            for range in ["0-,0-,0-", "0-,-1170021,5-"] {
                let answer = try get(client, house.film("viewer"), "Range: bytes=\(range)\r\n")
                #expect(answer.status == 206 && answer.body.count == count, "\(range)")
            }
            for range in ["1170021-", "99999999999999999999-", "-0", "1170021-,1170022-1170023"] {
                let answer = try get(client, house.film("viewer"), "Range: bytes=\(range)\r\n")
                #expect(answer.status == 416 && answer.header("Content-Range") == "bytes */\(count)", "\(range)")
            }
            let many = (0..<60).map { "\($0 * 1000)-\($0 * 1000)" }.joined(separator: ",")
            let answer = try get(client, house.film("viewer"), "Range: bytes=\(many)\r\n")
            #expect(answer.status == 200 && answer.body.count == count)
        }
    }

    @Test("A part is given only of the version the client has; and nothing at all of one it has whole")
    func conditions() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let first = try get(client, house.film("viewer"), "Range: bytes=0-9\r\n")
            let tag = try #require(first.header("ETag"))
            #expect(tag.hasPrefix("\""))
            let same = try get(client, house.film("viewer"), "Range: bytes=0-9\r\nIf-Range: \(tag)\r\n")
            #expect(same.status == 206 && same.body.count == 10)
            for other in ["\"other\"", "W/\(tag)", "Thu, 01 Jan 1970 00:00:00 GMT"] {
                let answer = try get(client, house.film("viewer"), "Range: bytes=0-9\r\nIf-Range: \(other)\r\n")
                #expect(answer.status == 200 && answer.body.count == Self.harbour.count, "\(other)")
            }
            let unchanged = try get(client, house.film("viewer"), "If-None-Match: \(tag)\r\n", method: "HEAD")
            #expect(unchanged.status == 304 && unchanged.header("ETag") == tag)
        }
    }

    @Test("A file that is fetched in random ranges is the file", arguments: 1...3 as ClosedRange<UInt64>)
    func randomRanges(_ seed: UInt64) async throws {
        try await LiveHouse.with { house, server in
            var random = SeededGenerator(seed: seed)
            var cuts: Set<Int> = [0, Self.harbour.count]
            for _ in 0..<40 { cuts.insert(Int.random(in: 1..<Self.harbour.count, using: &random)) }
            let sorted = cuts.sorted()
            let client = try server.connect()
            var found = [UInt8](repeating: 0, count: Self.harbour.count)
            for (lower, upper) in zip(sorted, sorted.dropFirst()).shuffled(using: &random) {
                let answer = try get(client, house.film("viewer"), "Range: bytes=\(lower)-\(upper - 1)\r\n")
                #expect(answer.status == 206)
                found.replaceSubrange(lower..<upper, with: answer.body)
            }
            #expect(found == Self.harbour)
            #expect(house.sessions == 1)
        }
    }

    @Test("Answers that are broken off by seeking free their files within a second")
    func abortedSeeks() async throws {
        try await LiveHouse.with { house, server in
            let before = try OpenFiles.count(containing: "harbour.mp4")
            for round in 0..<20 {
                let client = try server.connect(receiveBuffer: 4096)
                try client.send(
                    "GET \(house.film("viewer")) HTTP/1.1\r\nHost: a\r\nUser-Agent: vlc\r\n"
                        + "Range: bytes=\(round)-\r\n\r\n"
                )
                #expect(client.read(atLeast: 1000).count >= 1000)
                client.close()
            }
            #expect(house.sessions == 1)
            for _ in 0..<10 where try OpenFiles.count(containing: "harbour.mp4") > before { pause(milliseconds: 100) }
            #expect(try OpenFiles.count(containing: "harbour.mp4") == before)
        }
    }

    @Test("Denials are those of live streams")
    func denials() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            for (user, code, status) in [
                ("expired", "subscriber_expired", 403), ("disabled", "subscriber_disabled", 403),
                ("elsewhere", "ip_not_allowed", 403), ("nothing", "stream_not_in_bundle", 403),
                ("nobody", "credentials_invalid", 401),
            ] {
                for ending in ["mp4", "m3u8"] {
                    let answer = try get(client, house.film(user, TestFilms.harbour, ending))
                    #expect(answer.header("Streav-Denial") == code, "\(user) \(ending)")
                    #expect(answer.status == status, "\(user) \(ending)")
                }
            }
            let lost = try get(client, house.film("viewer", TestFilms.lost))
            #expect(lost.status == 503 && lost.header("Streav-Denial") == "stream_unavailable")
            let none = try get(client, house.film("viewer", OnDemandStreamID(99)))
            #expect(none.status == 404 && none.header("Streav-Denial") == "stream_not_found")
            #expect(house.sessions == 0)
        }
    }

    @Test("S37: what the viewer writes is never part of a path")
    func traversal() async throws {
        try await LiveHouse.with { house, server in
            let base = "/movie/viewer/\(LiveEntitlements.token(of: "viewer"))/"
            for name in ["..%2f..%2fetc%2fpasswd.mp4", "1%2f..%2f2.mp4", "%2e%2e.mp4", "1%00.mp4", "1.mp4%00.jpg"] {
                let answer = try get(try server.connect(), base + name)
                #expect((400...404).contains(answer.status), "\(name)")
            }
            for path in [
                "/images/../movies/harbour.mp4", "/images/%2e%2e/movies/harbour.jpg", "/images/..%2fmovies%2fx.jpg",
                "/images//etc/passwd.jpg", "/images/%2fetc%2fpasswd.jpg", "/images/.hidden.jpg", "/images/posters",
                "/images/posters/the-salt-ledger.jpg/", "/images/posters/x%00.jpg", "/images/posters/%5c.jpg",
            ] {
                let answer = try get(try server.connect(), path)
                #expect((400...404).contains(answer.status), "\(path)")
            }
        }
    }

    @Test("Posters are for everybody, and are what they are")
    func images() async throws {
        try await LiveHouse.with { _, server in
            let client = try server.connect()
            let answer = try get(client, "/images/posters/the-salt-ledger.jpg")
            #expect(answer.status == 200 && answer.header("Content-Type") == "image/jpeg")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(try answer.body == TestFilms.bytes(of: "images/posters/the-salt-ledger.jpg"))
            let tag = try #require(answer.header("ETag"))
            let again = try get(
                client, "/images/posters/the-salt-ledger.jpg", "If-None-Match: \(tag)\r\n", method: "HEAD")
            #expect(again.status == 304)
        }
    }
}
