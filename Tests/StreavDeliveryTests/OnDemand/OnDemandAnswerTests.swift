import Glibc
import StreavDomain
import Testing

@testable import StreavDelivery

/// HLS of films, packaged on the fly, over a socket.
@Suite("On-demand HLS over HTTP")
struct OnDemandAnswerTests {
    private func get(_ client: RawClient, _ path: String, _ fields: String = "") throws -> RawClient.Answer {
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nUser-Agent: safari\r\n\(fields)\r\n")
        return try #require(client.readAnswer())
    }

    private func addresses(_ answer: RawClient.Answer) -> [String] {
        answer.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    /// The media playlist of a film's first rendition.
    private func playlist(_ house: LiveHouse, _ client: RawClient, _ film: OnDemandStreamID) throws -> RawClient.Answer
    {
        let multivariant = try get(client, house.film("viewer", film, "m3u8"))
        #expect(multivariant.status == 200)
        let token = LiveEntitlements.token(of: "viewer")
        return try get(client, "/movie/viewer/\(token)/" + (try #require(addresses(multivariant).first)))
    }

    @Test("From the address to the last segment: whole, listed for good, and the same for everybody (VOD-2, VOD-4)")
    func plays() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let playlist = try playlist(house, client, TestFilms.harbour)
            #expect(playlist.status == 200)
            #expect(playlist.header("Content-Type") == "application/vnd.apple.mpegurl")
            #expect(playlist.text.contains("#EXT-X-PLAYLIST-TYPE:VOD\n"))
            #expect(playlist.text.hasSuffix("#EXT-X-ENDLIST\n"))
            let segments = addresses(playlist)
            #expect(segments.count == 10)
            for address in segments {
                let segment = try get(client, address)
                #expect(segment.status == 200 && segment.header("Content-Type") == "video/mp2t")
                #expect(segment.body.count % 188 == 0 && segment.body.first == 0x47)
                let part = try get(client, address, "Range: bytes=188-375\r\n")
                #expect(part.status == 206 && part.body == Array(segment.body[188..<376]))
            }
            #expect(house.sessions == 1)
            // Another player, elsewhere, has the same addresses and bytes.
            let other = try RawClient(port: server.port, from: "127.0.0.9")
            let token = LiveEntitlements.token(of: "many")
            let opened = try get(other, house.film("many", TestFilms.harbour, "m3u8"))
            let again = try get(other, "/movie/many/\(token)/" + (try #require(addresses(opened).first)))
            #expect(addresses(again) == segments)
            #expect(try get(other, segments[4]).body == get(client, segments[4]).body)
        }
    }

    @Test("Two sounds are two renditions, as long as the picture")
    func sounds() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let multivariant = try get(client, house.film("viewer", TestFilms.lantern, "m3u8"))
            let references = multivariant.text.split(separator: "\"").filter { $0.hasSuffix(".m3u8") }.map(String.init)
            #expect(references.count == 2)
            let token = LiveEntitlements.token(of: "viewer")
            let lists = try (references + addresses(multivariant)).map {
                try get(client, "/movie/viewer/\(token)/\($0)")
            }
            #expect(lists.allSatisfy { $0.status == 200 })
            #expect(Set(lists.map { addresses($0).count }).count == 1)
            #expect(Set(lists.flatMap(addresses)).count == 3 * addresses(lists[0]).count)
            for list in lists {
                let segment = try get(client, try #require(addresses(list).last))
                #expect(segment.status == 200)
            }
        }
    }

    @Test("S38: a segment's address is worth nothing to somebody who has not opened the film, or when it is altered")
    func segmentsAlone() async throws {
        try await LiveHouse.with { house, server in
            let client = try server.connect()
            let segment = try #require(addresses(try playlist(house, client, TestFilms.harbour)).first)
            let stranger = try RawClient(port: server.port, from: "127.0.0.66")
            let refused = try get(stranger, segment)
            #expect(refused.status == 401 || refused.status == 403)
            #expect(refused.header("Streav-Denial") == "playback_token_invalid")
            for altered in [
                segment.replacing("/0-", with: "/1-"), segment.replacing("/file/1/", with: "/file/2/"),
                segment.replacing("/v/", with: "/a1/"), String(segment.dropLast(4)) + "x.ts", segment + "/x",
            ] {
                let answer = try get(client, altered)
                #expect(answer.status == 403 || answer.status == 404, "\(altered)")
            }
        }
    }

    @Test("A file that is replaced has new addresses, and its old segments are refused (VOD-7)")
    func replaced() async throws {
        let folder = try OwnFolder()
        defer { folder.remove() }
        try folder.put("own.mp4", try TestFilms.bytes(of: "movies/harbour.mp4"))
        try await LiveHouse.with(films: TestFilms(folder: folder.path)) { house, server in
            let client = try server.connect()
            let before = addresses(try playlist(house, client, TestFilms.own))
            try folder.put("own.mp4", try TestFilms.bytes(of: "movies/orchard.mp4"))
            let stale = try get(client, try #require(before.last))
            #expect(stale.status == 404)
            let after = addresses(try playlist(house, client, TestFilms.own))
            #expect(Set(before).isDisjoint(with: after))
            #expect(try get(client, try #require(after.last)).status == 200)
        }
    }

    @Test("A file that is cut while it is sent ends the answer, and the next one is refused with a reason")
    func cutWhileSent() async throws {
        let folder = try OwnFolder()
        defer { folder.remove() }
        let bytes = try TestFilms.bytes(of: "movies/harbour.mp4")
        // Larger than what sockets hold.
        try folder.put("own.mp4", bytes + [UInt8](repeating: 0, count: 24 << 20))
        try await LiveHouse.with(films: TestFilms(folder: folder.path)) { house, server in
            let client = try server.connect(receiveBuffer: 4096)
            client.setTimeout(milliseconds: 5_000)
            try client.send("GET \(house.film("viewer", TestFilms.own)) HTTP/1.1\r\nHost: a\r\nUser-Agent: vlc\r\n\r\n")
            #expect(client.read(atLeast: 4096).count >= 4096)
            #expect(truncate(folder.path + "/own.mp4", 1000) == 0)
            #expect(client.readToEnd().count < bytes.count + 24 << 20)
            #expect(client.sawEnd)
            let answer = try get(try server.connect(), house.film("viewer", TestFilms.own, "m3u8"))
            #expect(answer.status == 404 && answer.text.contains("HLS"))
        }
    }

    @Test("What is no film is refused as HLS, and is still there as a file")
    func noFilm() async throws {
        let folder = try OwnFolder()
        defer { folder.remove() }
        try folder.put("own.mp4", Array("not a film at all".utf8))
        try await LiveHouse.with(films: TestFilms(folder: folder.path)) { house, server in
            let client = try server.connect()
            #expect(try get(client, house.film("viewer", TestFilms.own, "m3u8")).status == 404)
            #expect(house.sessions == 0)
            let file = try get(client, house.film("viewer", TestFilms.own))
            #expect(file.status == 200 && file.text == "not a film at all")
        }
    }

    @Test("S37: links that lead out of the folder are not followed")
    func links() async throws {
        let folder = try OwnFolder()
        defer { folder.remove() }
        #expect(symlink(TestFilms.fixtures + "/movies/harbour.mp4", folder.path + "/own.mp4") == 0)
        try await LiveHouse.with(films: TestFilms(folder: folder.path)) { house, server in
            let client = try server.connect()
            for ending in ["mp4", "m3u8"] {
                let answer = try get(client, house.film("viewer", TestFilms.own, ending))
                #expect(answer.status == 503 && answer.header("Streav-Denial") == "stream_unavailable")
            }
        }
    }
}
