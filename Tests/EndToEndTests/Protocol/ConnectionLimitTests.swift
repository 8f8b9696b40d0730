import Foundation
import NIOCore
import StreavMedia
import Testing

/// The connection limit (INV-CONN, S43), each check with a subscriber of its own who may have one connection.
@Suite("Connection limit")
struct ConnectionLimitTests {
    private static let refusal = "connection_limit"
    /// The node's time until a session is over that was given up, and what a loaded machine adds.
    private static let tick: Duration = .seconds(3)

    @Test("One connection is one connection, and a zap is never refused", .timeLimit(.minutes(3)))
    func limits() async throws {
        try await SeededWorld.with { world in
            try await world.awaitStreams([1, 2, 3, 4, 6])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Self.crowd(world) }
                group.addTask { try await Self.zapOverHLS(world) }
                group.addTask { try await Self.zapOverTransportStream(world) }
                group.addTask { try await Self.ghosts(world) }
                group.addTask { try await Self.heads(world) }
                group.addTask { try await Self.mixedFormats(world) }
                try await group.waitForAll()
            }
        }
    }

    /// Twenty devices at once: one is fed. First over MPEG-TS, then over HLS.
    private static func crowd(_ world: SeededWorld) async throws {
        let openings = try await open(20, of: try world.live("limited", "1.ts"))
        let fed = openings.filter { $0.head.status == 200 }
        #expect(fed.count == 1, "over MPEG-TS")
        expectRefused(openings.map(\.head).filter { $0.status != 200 }, count: 19)
        for opening in fed {
            let piece = try await opening.connection.read(atLeast: 188 * 100, within: .seconds(5))
            #expect(piece.bytes.count >= 188 * 100, "the one is fed")
        }
        for opening in openings { opening.connection.close() }
        // The socket is closed, so the place is free: at once, as far as sockets tell.
        try await Task.sleep(for: .seconds(1))

        let lists = try await open(20, of: try world.live("limited", "1.m3u8"))
        let listed = lists.filter { $0.head.status == 200 }
        #expect(listed.count == 1, "over HLS")
        expectRefused(lists.map(\.head).filter { $0.status != 200 }, count: 19)
        for opening in lists { opening.connection.close() }
    }

    private typealias Opening = (head: RawHTTPResponse, connection: RawHTTPConnection)

    private static func open(_ count: Int, of address: String) async throws -> [Opening] {
        try await withThrowingTaskGroup(of: Opening.self) { group in
            for number in 1...count {
                let client = RawHTTPClient(source: "127.0.40.\(number)", userAgent: "Device/\(number)")
                group.addTask {
                    let connection = try await client.connect(to: address)
                    var answer = try await connection.begin("GET", address)
                    if answer.status != 200 {
                        let length = answer["Content-Length"].flatMap { Int($0) } ?? 0
                        answer.body = try await connection.read(atLeast: length, within: .seconds(2)).bytes
                    }
                    return (answer, connection)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func expectRefused(_ answers: [RawHTTPResponse], count: Int) {
        #expect(answers.count == count)
        for answer in answers {
            #expect(answer.status == 403)
            #expect(answer.denialCode == refusal, "\(answer.fields) \(answer.text)")
        }
    }

    /// A zap a second, as a player does it: playlist, playlist, a segment, and on to the next channel.
    private static func zapOverHLS(_ world: SeededWorld) async throws {
        let client = RawHTTPClient(source: "127.0.41.1", userAgent: "Zapper/1.0")
        for number in 0..<30 {
            let next = ContinuousClock.now + .seconds(1)
            let address = try world.live("castellan", "\([1, 2, 3, 4, 6][number % 5]).m3u8")
            let answer = try await client.get(address)
            #expect(answer.status == 200, "zap \(number): \(answer.text)")
            if answer.status == 200 { #expect(try await fetchMedia(address, answer, client), "zap \(number)") }
            try await Task.sleep(until: next, clock: .continuous)
        }
    }

    /// The media playlist and its newest segment. True when both came.
    private static func fetchMedia(
        _ address: String, _ multivariant: RawHTTPResponse, _ client: RawHTTPClient
    ) async throws -> Bool {
        let variant = try PlaylistParser().parseMultivariant(ByteBuffer(bytes: multivariant.body)).variants.first
        let media = try HTTPAddress(address).resolve(try #require(variant).uri)
        let list = try await client.get(media.text)
        guard list.status == 200 else { return false }
        let segment = try PlaylistParser().parseMedia(ByteBuffer(bytes: list.body)).segments.last
        return try await client.get(try media.resolve(try #require(segment).uri).text).status == 200
    }

    /// The player opens the new channel before it closes the old one, and never closes it itself: the server does.
    private static func zapOverTransportStream(_ world: SeededWorld) async throws {
        let client = RawHTTPClient(source: "127.0.42.1", userAgent: "Zapper/1.0")
        var old: RawHTTPConnection?
        for number in 0..<30 {
            let next = ContinuousClock.now + .seconds(1)
            let opening = try await client.open(try world.live("nakamura", "\([1, 2, 3, 4, 6][number % 5]).ts"))
            #expect(opening.head.status == 200, "zap \(number)")
            let bytes = try await opening.connection.read(atLeast: 188 * 50, within: .seconds(3)).bytes
            #expect(bytes.count >= 188 * 50, "zap \(number)")
            if let old {
                #expect(try await hasEnded(old, within: .seconds(2)), "the old socket of zap \(number) is closed")
                old.close()
            }
            old = opening.connection
            try await Task.sleep(until: next, clock: .continuous)
        }
        old?.close()
    }

    private static func hasEnded(_ connection: RawHTTPConnection, within limit: Duration) async throws -> Bool {
        try await eventually(within: limit) {
            try await connection.read(atLeast: .max, within: .milliseconds(100)).hasEnded
        }
    }

    /// Devices that vanish: after the playlist, after a segment, and with their socket.
    private static func ghosts(_ world: SeededWorld) async throws {
        let ghost = RawHTTPClient(source: "127.0.43.1", userAgent: "Ghost/1.0")
        let heir = RawHTTPClient(source: "127.0.43.2", userAgent: "Heir/1.0")
        let address = try world.live("dunmore", "1.m3u8")

        #expect(try await ghost.get(address).status == 200)
        #expect(try await heir.get(address).denialCode == refusal)
        try await expectFree(address, for: heir, after: .seconds(8), within: .seconds(10) + tick, "pending")

        // The heir holds the place now, and watches; idle time is twice the target duration.
        let answer = try await heir.get(address)
        #expect(answer.status == 200)
        #expect(try await fetchMedia(address, answer, heir))
        #expect(try await ghost.get(address).denialCode == refusal)
        try await expectFree(address, for: ghost, after: .seconds(6), within: .seconds(12) + tick, "idle")
    }

    private static func expectFree(
        _ address: String, for client: RawHTTPClient, after earliest: Duration, within latest: Duration, _ what: Comment
    ) async throws {
        let begin = ContinuousClock.now
        var last: RawHTTPResponse?
        let isFree = try await eventually(within: latest) {
            try await Task.sleep(for: .milliseconds(400))
            last = try await client.get(address)
            return last?.status == 200
        }
        #expect(isFree, what)
        #expect(ContinuousClock.now - begin >= earliest, what)
        #expect(isFree || last?.denialCode == refusal, what)
    }

    /// A HEAD is answered like a GET, and takes no place.
    private static func heads(_ world: SeededWorld) async throws {
        for tail in ["1.m3u8", "1.ts"] {
            let address = try world.live("fairweather", tail)
            for number in 1...5 {
                let client = RawHTTPClient(source: "127.0.44.\(number)", userAgent: "Head/\(number)")
                #expect(try await client.send("HEAD", address).status == 200)
            }
        }
        let client = RawHTTPClient(source: "127.0.44.9", userAgent: "Viewer/1.0")
        #expect(try await client.get(try world.live("fairweather", "1.m3u8")).status == 200)
        let other = RawHTTPClient(source: "127.0.44.8", userAgent: "Viewer/2.0")
        #expect(try await other.get(try world.live("fairweather", "1.m3u8")).denialCode == refusal)
    }

    /// The same limit for both formats together.
    private static func mixedFormats(_ world: SeededWorld) async throws {
        let living = RawHTTPClient(source: "127.0.45.1", userAgent: "Living/1.0")
        let kitchen = RawHTTPClient(source: "127.0.45.2", userAgent: "Kitchen/1.0")
        let stream = try await living.open(try world.live("jansky", "1.ts"))
        #expect(stream.head.status == 200)
        #expect(try await kitchen.get(try world.live("jansky", "1.m3u8")).denialCode == refusal)
        stream.connection.close()
        let isFree = try await eventually(within: .seconds(2)) {
            try await kitchen.get(try world.live("jansky", "1.m3u8")).status == 200
        }
        #expect(isFree, "a closed socket frees its place")
        let again = try await living.open(try world.live("jansky", "1.ts"))
        #expect(again.head["Streav-Denial"] == refusal)
        again.connection.close()
    }
}
