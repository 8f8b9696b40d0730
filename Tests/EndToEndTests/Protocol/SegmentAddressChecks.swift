import Foundation
import StreavMedia
import Testing

/// Segment addresses: ranges, other origins, forgeries.
enum SegmentAddressChecks {
    static func all(in world: SeededWorld) async throws {
        let client = RawHTTPClient(source: "127.0.22.1")
        let follower = try await ChannelFollower(opening: try world.live("demo", "2.m3u8"), client: client)
        let seen = try await follower.follow(for: .seconds(1))
        let entry = try #require(seen.ordered.last)
        let address = try follower.media.resolve(entry.listed.uri).text
        try await ranges(of: address, entry.bytes, client)
        try await otherOrigins(address, client)
        try await forgeries(of: try HTTPAddress(address), client)
    }

    private static func ranges(of address: String, _ bytes: Data, _ client: RawHTTPClient) async throws {
        let count = bytes.count
        for (range, expected) in [
            ("bytes=0-187", 0..<188), ("bytes=188-", 188..<count), ("bytes=-188", count - 188..<count),
            ("bytes=10-\(count * 2)", 10..<count),
        ] {
            let answer = try await client.get(address, headers: ["Range": range])
            #expect(answer.status == 206, "\(range)")
            #expect(answer.body == bytes[expected], "\(range)")
            #expect(answer["Content-Range"] == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/\(count)")
            #expect(answer["Access-Control-Allow-Origin"] == "*")
        }
        let beyond = try await client.get(address, headers: ["Range": "bytes=\(count)-"])
        #expect(beyond.status == 416)
        #expect(beyond["Content-Range"] == "bytes */\(count)")
        let whole = try await client.get(address)
        #expect(whole["Accept-Ranges"] == "bytes")
        #expect(whole["Content-Length"] == String(count))
        let head = try await client.send("HEAD", address)
        #expect(head.status == 200)
        #expect(head["Content-Length"] == String(count))
        #expect(head.body.isEmpty)
    }

    private static func otherOrigins(_ address: String, _ client: RawHTTPClient) async throws {
        let answer = try await client.send(
            "OPTIONS", address,
            headers: [
                "Origin": "https://player.example", "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "range",
            ])
        #expect((200...204).contains(answer.status))
        #expect(answer["Access-Control-Allow-Origin"] == "*")
        #expect(answer["Access-Control-Allow-Headers"]?.lowercased().contains("range") == true)
        #expect(try await client.send("DELETE", address).status == 405)
    }

    /// S40: one canonical form; whatever differs from it by a bit is refused.
    private static func forgeries(of address: HTTPAddress, _ client: RawHTTPClient) async throws {
        let path = Array(address.target.utf8)
        let names = address.target.split(separator: "/")
        let fields = names[3].split(separator: "-", maxSplits: 3).map(String.init)
        let (number, expiry) = (try #require(Int(fields[0])), try #require(Int(fields[1])))
        let stem = "/media/\(names[1])/\(names[2])"
        let tail = "\(fields[2])-\(fields[3])"
        var forged = [
            "\(stem)/\(number)-\(expiry + 1)-\(tail)", "\(stem)/\(number)-\(expiry * 10)-\(tail)",
            "\(stem)/\(number + 1)-\(expiry)-\(tail)", "/media/3/\(names[2])/\(names[3])",
            "\(stem)/0\(number)-\(expiry)-\(tail)", "\(stem)//\(names[3])", "\(stem)%2F\(names[3])",
            "\(stem)/\(number)-\(expiry)-9-\(fields[3])", "\(stem)/\(number).ts", "\(stem)/\(names[3])/",
            "\(stem)/\(names[3].dropLast(3)).mp4", "\(stem)/\(names[3].dropLast(3))",
            "\(stem)/%3\(names[3].prefix(1))\(names[3].dropFirst())",
        ]
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$&'()*+,;=:@/".utf8)
        for index in "/media/".utf8.count..<path.count {
            for bit in 0..<7 {
                var changed = path
                changed[index] ^= 1 << UInt8(bit)
                if plain.contains(changed[index]) { forged.append(String(decoding: changed, as: UTF8.self)) }
            }
        }
        let connection = try await client.connect(to: address.text)
        defer { connection.close() }
        var accepted: [String] = []
        for target in forged {
            let answer = try await connection.get(
                HTTPAddress(host: address.host, port: address.port, target: target).text)
            if answer.status != 403 || answer.body.count > 1000 || !answer.repeatedFields.isEmpty {
                accepted.append("\(answer.status) \(target) \(answer.repeatedFields)")
            }
        }
        #expect(forged.count > 200)
        #expect(accepted.isEmpty, "S40: \(accepted.prefix(10))")
        #expect(try await connection.get(address.text).status == 200)
    }
}
