import StreavCrypto
import StreavDomain
import StreavLocal
import Testing

@testable import StreavDelivery

/// S38, S40: a segment opens for its one address and for nothing like it.
@Suite("Segment addresses over HTTP")
struct SegmentAddressTests {
    /// Asks for many paths over few connections. Returns status codes in order.
    private static func statuses(_ paths: [String], _ server: TestServer) throws -> [Int] {
        var client = try server.connect()
        return try paths.map { path in
            try client.send(Requests.get(path))
            guard let answer = client.readAnswer() else { return 0 }
            if answer.header("Connection") == "close" { client = try server.connect() }
            return answer.status
        }
    }

    @Test("Every bit of an address counts (S40)")
    func bitFlips() async throws {
        try await LiveHouse.with { house, server in
            let path = try #require(house.segments().last)
            let bytes = Array(path.utf8)
            var paths: [String] = []
            for index in bytes.indices {
                for bit in 0..<8 {
                    var flipped = bytes
                    flipped[index] ^= 1 << bit
                    // What cannot stand in a request line is the parser's to refuse.
                    guard (0x21...0x7E).contains(flipped[index]), flipped[index] != UInt8(ascii: "#") else { continue }
                    paths.append(String(decoding: flipped, as: UTF8.self))
                }
            }
            #expect(paths.count > 250)
            let statuses = try Self.statuses(paths, server)
            for (path, status) in zip(paths, statuses) {
                #expect([400, 401, 403, 404].contains(status), "\(path): \(status)")
            }
            #expect(statuses.count { $0 == 403 } > 200)
            #expect(try Self.statuses([path], server) == [200])
        }
    }

    @Test("An address is refused in another spelling, for another channel, with more time or another key (S40)")
    func forgeries() async throws {
        try await LiveHouse.with { house, server in
            let path = try #require(house.segments().last)
            let own = try house.signer.verify(path, now: 0)
            func address(_ channel: Int32, _ sequence: Int64, _ expiry: Int64) throws -> SegmentAddress {
                try #require(
                    SegmentAddress(
                        channel: channel, rendition: "v", mediaSequence: sequence, expiry: expiry, fileExtension: "ts"))
            }
            let stranger = SegmentSigner(keys: SigningKeys(id: 1, key: .random()))
            let unknown = SegmentSigner(keys: SigningKeys(id: 2, key: .random()))
            let later = path.replacing("-\(own.expiry)-", with: "-\(own.expiry + 600)-")
            let refused = [
                stranger.path(own), unknown.path(own), later, path.replacing("/media/7/", with: "/media/8/"),
                path.replacing("/media/7/", with: "/media/07/"), path.replacing("/media/7/", with: "/media/7%2F"),
                path.replacing("/media/7/", with: "/media//7/"), path.replacing("/v/", with: "/%76/"),
                path + "/", path + "%00", path.replacing(".ts", with: ".m4s"), path.replacing(".ts", with: ".TS"),
                String(path.dropLast(3)), path.replacing(".ts", with: "..ts"), "/media/7/v/1.ts", "/media/", "/media/7",
                "/media/../media" + path.dropFirst(6), path.uppercased(),
            ]
            for (path, status) in zip(refused, try Self.statuses(refused, server)) {
                #expect([400, 401, 403, 404].contains(status), "\(path): \(status)")
            }
            // Rightly signed by us, but for what is not there: still nothing is given.
            let signed = [
                house.signer.path(try address(8, own.mediaSequence, own.expiry)),
                house.signer.path(try address(7, own.mediaSequence + 1000, own.expiry)),
                house.signer.path(try address(7, own.mediaSequence, own.expiry + 600)),
                house.signer.path(try address(99, 1, own.expiry)),
            ]
            for (path, status) in zip(signed.dropFirst(), try Self.statuses(Array(signed.dropFirst()), server)) {
                #expect(status == 404, "\(path)")
            }
            // A sequence number of one channel opens at most that channel's own bytes, never another's.
            #expect(try Self.statuses([signed[0]], server)[0] != 500)
            #expect(try Self.statuses([path], server) == [200])
        }
    }

    @Test("An address ends with its time (INV-EXP)")
    func time() async throws {
        try await LiveHouse.with { house, server in
            let path = try #require(house.segments().last)
            let expiry = try house.signer.verify(path, now: 0).expiry
            let life = expiry - house.clock.wallNow().seconds
            #expect(life <= 58, "two windows, two target durations, and a second to round up: \(life)")
            #expect(try Self.statuses([path], server) == [200])
            house.pass(.seconds(life))
            let status = try Self.statuses([path], server)
            #expect(status == [403] || status == [404], "\(status)")
        }
    }
}
