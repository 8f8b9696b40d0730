import Foundation
import NIOCore
import StreavMedia
import Testing

/// Live HLS over real sockets, for three windows.
@Suite("Live HLS")
struct LiveWindowTests {
    /// Picture in H.264, in H.264 at 29.97 frames a second and in H.265, and a radio programme.
    private static let numbers = [1, 4, 10, 12]

    @Test("Every rule holds over three windows, for picture and radio", .timeLimit(.minutes(4)))
    func threeWindows() async throws {
        try await SeededWorld.with { world in
            try await world.awaitStreams(Self.numbers)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in Self.numbers {
                    group.addTask { try await Self.follow(number, of: world) }
                }
                group.addTask { try await Self.compareViewers(of: world) }
                group.addTask { try await Self.compress(world) }
                group.addTask { try await SegmentAddressChecks.all(in: world) }
                try await group.waitForAll()
            }
        }
    }

    private static func follow(_ number: Int, of world: SeededWorld) async throws {
        let address = try world.live("demo", "\(number).m3u8")
        let client = RawHTTPClient(source: "127.0.20.\(number)")
        let follower = try await ChannelFollower(opening: address, client: client, looksBack: true)
        let seen = try await follower.follow(for: .seconds(3 * 24 + 2))
        let problems = seen.problems + seen.problemsOfMedia()
        #expect(problems.isEmpty, "stream \(number): \(problems)")
        // 72 s in segments of 4 s, and what was listed at the beginning.
        #expect(seen.entries.count >= 18, "stream \(number)")
        #expect(seen.gaps.isEmpty, "HLS-17: gaps on a healthy stream \(number)")
        #expect(seen.discontinuities.isEmpty, "HLS-16: a discontinuity on a healthy stream \(number)")
        #expect(seen.window >= .seconds(23), "stream \(number) listed no more than \(seen.window)")
        #expect(seen.laterLooks.available >= 3, "HLS-12 was looked at on stream \(number)")
        #expect(seen.laterLooks.gone >= 2, "FAN-6 was looked at on stream \(number)")
        try await describe(number, address, client, seen)
    }

    /// HLS-29: the multivariant playlist tells the truth about what came.
    private static func describe(
        _ number: Int, _ address: String, _ client: RawHTTPClient, _ seen: FollowedChannel
    ) async throws {
        let late = try await client.get(address)
        let variant = try #require(
            try PlaylistParser().parseMultivariant(ByteBuffer(bytes: late.body)).variants.first)
        #expect(Double(variant.bandwidth) >= seen.peakRate, "HLS-29, stream \(number)")
        #expect(Double(variant.bandwidth) <= seen.peakRate * 1.1, "HLS-29, stream \(number)")
        let probe = try #require(seen.ordered.compactMap(\.probe).last)
        #expect(Set(variant.codecs) == Set(probe.formats.map(\.codecs)), "HLS-29, stream \(number)")
        let picture = probe.formats.first { $0.width != nil }
        #expect(variant.resolution?.width == picture?.width, "HLS-29, stream \(number)")
        #expect(variant.resolution?.height == picture?.height, "HLS-29, stream \(number)")
        if let rate = picture?.frameRate {
            #expect(abs((variant.frameRate ?? 0) - rate) < 0.001, "HLS-29, stream \(number)")
        }
        #expect(number == 12 || picture != nil)
    }

    /// Two viewers of a channel see the same addresses and bytes, and neither sees a trace of the other or of itself.
    private static func compareViewers(of world: SeededWorld) async throws {
        async let first = ChannelFollower(
            opening: try world.live("demo", "1.m3u8"), client: RawHTTPClient(source: "127.0.21.1"))
        async let second = ChannelFollower(
            opening: try world.live("unlimited", "1.m3u8"),
            client: RawHTTPClient(source: "127.0.21.2", userAgent: "Other/2.0"))
        let followers = try await [first, second]
        #expect(followers[0].media != followers[1].media, "each has a session of its own")
        async let one = followers[0].follow(for: .seconds(10))
        async let other = followers[1].follow(for: .seconds(10))
        let (left, right) = try await (one, other)
        #expect((left.problems + right.problems).isEmpty, "\(left.problems) \(right.problems)")
        let common = Set(left.sequences).intersection(right.sequences)
        #expect(common.count >= 3)
        // Usernames, tokens and session ids.
        let secrets = followers.flatMap { follower -> [String] in
            follower.media.target.split(separator: "/").dropFirst().dropLast().map(String.init)
        }.filter { $0.count > 2 }
        #expect(secrets.count >= 6)
        for number in common {
            let (mine, yours) = (try #require(left.entries[number]), try #require(right.entries[number]))
            #expect(mine.listed.uri == yours.listed.uri, "the same address for every viewer")
            #expect(mine.bytes == yours.bytes, "and the same bytes")
            #expect(mine.listed.uri.hasPrefix("/media/"), "an absolute path")
            #expect(mine.listed.uri.hasSuffix(".ts"))
            for secret in secrets { #expect(!mine.listed.uri.contains(secret), "\(secret) in a segment's address") }
        }
    }

    /// HLS-02.
    private static func compress(_ world: SeededWorld) async throws {
        let client = RawHTTPClient(source: "127.0.21.3")
        let follower = try await ChannelFollower(opening: try world.live("demo", "1.m3u8"), client: client)
        var sizes: [Int] = []
        var plain = Set<Int>()
        for _ in 0..<3 {
            plain.insert(try await client.get(follower.media.text).body.count)
            let packed = try await client.get(follower.media.text, headers: ["Accept-Encoding": "gzip, deflate"])
            #expect(packed.status == 200)
            #expect(packed["Content-Encoding"] == "gzip")
            #expect(packed["Vary"]?.contains("Accept-Encoding") == true)
            #expect(packed.body.starts(with: [0x1F, 0x8B, 8]))
            // RFC 1952: the size of what was packed is at the end, the lowest byte first.
            sizes.append(packed.body.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) })
        }
        plain.insert(try await client.get(follower.media.text).body.count)
        #expect(sizes.allSatisfy { plain.contains($0) }, "\(sizes) of \(plain)")
        let refused = try await client.get(follower.media.text, headers: ["Accept-Encoding": "gzip;q=0, identity"])
        #expect(refused["Content-Encoding"] == nil)
    }
}
