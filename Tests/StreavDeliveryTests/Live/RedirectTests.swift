import StreavCrypto
import StreavDomain
import StreavLocal
import StreavStreaming
import Synchronization
import Testing

@testable import StreavDelivery

/// Requests that came to a node which does not run their stream.
@Suite("Redirects to other nodes")
struct RedirectTests {
    private static let away = LiveStreamID(8)
    private static let other = "http://other.example:8000"

    /// Channel 7 and 9 are here; channel 8 is at another node, in generation 5.
    private static func fleet(
        other status: ServerStatus = .active, own: ServerStatus = .active, isLost: Bool = false,
        awayServer: ServerID? = ServerID(2)
    ) -> FleetMap {
        func server(_ id: Int32, _ url: String, _ status: ServerStatus, isLost: Bool = false) -> Server {
            Server(
                id: ServerID(id), details: ServerDetails(name: "node-\(id)", publicURL: url, status: status),
                health: ServerHealth(incarnation: 1, heartbeats: 1, isLost: isLost),
                createdAt: Timestamp(milliseconds: 0), updatedAt: Timestamp(milliseconds: 0), revision: 1)
        }
        let map = FleetMap()
        let assignments = [
            ServerAssignment(liveStream: LiveHouse.stream, server: ServerID(1), generation: 1),
            ServerAssignment(liveStream: LiveHouse.silent, server: ServerID(1), generation: 1),
            ServerAssignment(liveStream: away, server: awayServer, generation: 5),
        ]
        map.update(
            own: ServerID(1),
            servers: [server(1, "http://own.example", own), server(2, other, status, isLost: isLost)],
            holdings: map.merging(assignments))
        return map
    }

    private static func ask(
        _ server: TestServer, _ target: String, method: String = "GET"
    ) throws -> RawClient.Answer {
        let client = try server.connect()
        try client.send("\(method) \(target) HTTP/1.1\r\nHost: a\r\nUser-Agent: player\r\n\r\n")
        return try #require(client.readAnswer(toHead: method == "HEAD"), "\(target)")
    }

    @Test(
        "Playlists and endless streams go on with path and query as they came, kept by nobody",
        arguments: [
            "m3u8", "ts",
        ])
    func redirect(_ ending: String) async throws {
        try await LiveHouse.with(fleet: Self.fleet()) { house, server in
            let path = house.path("viewer", Self.away, ending)
            for method in ["GET", "HEAD"] {
                let answer = try Self.ask(server, "\(path)?a=1&b=%2F", method: method)
                #expect(answer.status == 302)
                #expect(answer.header("Location") == "\(Self.other)\(path)?a=1&b=%2F&fleet=5")
                #expect(answer.header("Cache-Control") == "no-store")
                #expect(answer.header("Referrer-Policy") == "no-referrer")
                #expect(answer.header("Access-Control-Allow-Origin") == "*")
            }
            #expect(house.sessions == 0, "no place is taken where nothing is watched")
            #expect(try Self.ask(server, house.path("viewer")).status == 200, "what is here is served here")
        }
    }

    @Test("A stranger learns nothing, and whoever may not watch is refused as at the right node")
    func strangers() async throws {
        try await LiveHouse.with(fleet: Self.fleet()) { house, server in
            let wrong = "/live/viewer/S3cretOf-wrong"
            for path in ["\(wrong)/8.m3u8", "\(wrong)/8.ts", "\(wrong)/8/AAAAAAAAAAAAAAAAAAAAAA/0.m3u8"] {
                let away = try Self.ask(server, path)
                let here = try Self.ask(server, path.replacing("/8", with: "/7"))
                #expect(away.status == 401 && here.status == 401)
                #expect(away.header("Location") == nil)
                #expect(away.text == here.text)
            }
            for (user, code) in [
                ("expired", DenialCode.subscriberExpired), ("nothing", .streamNotInBundle),
                ("banned", .subscriberBanned),
                ("ts-only", .formatNotAllowed),
            ] {
                let answer = try Self.ask(server, house.path(user, Self.away))
                #expect(answer.header("Streav-Denial") == code.rawValue)
            }
        }
    }

    @Test("Nobody is sent in circles: who was sent here in this generation or a later one waits")
    func loops() async throws {
        let fleet = Self.fleet()
        let readings = Mutex(0)
        fleet.onDemand { readings.withLock { $0 += 1 } }
        try await LiveHouse.with(fleet: fleet) { house, server in
            let path = house.path("viewer", Self.away)
            for generation in ["5", "6", "9223372036854775807"] {
                let answer = try Self.ask(server, "\(path)?fleet=\(generation)")
                #expect(answer.status == 503)
                #expect(answer.header("Retry-After") == "1")
            }
            for marker in ["4", "0", "", "-1", "x", "99999999999999999999"] {
                let answer = try Self.ask(server, "\(path)?fleet=\(marker)&c=d&fleet=3")
                #expect(answer.header("Location") == "\(Self.other)\(path)?c=d&fleet=5", "\(marker)")
            }
        }
        #expect(readings.withLock { $0 } == 3, "what others know better is read, and only then")
    }

    @Test("A player that was sent here before this node knew is served as soon as it does")
    func catchingUp() async throws {
        let fleet = Self.fleet()
        fleet.onDemand {
            let holdings = fleet.merging([
                ServerAssignment(liveStream: Self.away, server: ServerID(1), generation: 6)
            ])
            fleet.update(own: ServerID(1), servers: [], holdings: holdings)
        }
        try await LiveHouse.with(fleet: fleet) { house, server in
            let answer = try Self.ask(server, "\(house.path("viewer", Self.away))?fleet=6")
            #expect(answer.status == 200)
        }
    }

    @Test("While no node can be reached that runs the stream, or none is known, players are asked to come again")
    func nowhere() async throws {
        let fleets = [
            Self.fleet(other: .disabled), Self.fleet(isLost: true), Self.fleet(awayServer: nil), FleetMap(),
        ]
        for fleet in fleets {
            try await LiveHouse.with(fleet: fleet) { house, server in
                for ending in ["m3u8", "ts"] {
                    let answer = try Self.ask(server, house.path("viewer", Self.away, ending))
                    #expect(answer.status == 503)
                    #expect(answer.header("Retry-After") == "1")
                }
            }
        }
    }

    @Test("A session of a stream that moved away goes along: redirected under its id, its place kept")
    func movedSession() async throws {
        let fleet = FleetMap()
        let here = [LiveHouse.stream, Self.away].map {
            ServerAssignment(liveStream: $0, server: ServerID(1), generation: 4)
        }
        fleet.update(own: ServerID(1), servers: [], holdings: fleet.merging(here))
        try await LiveHouse.with(fleet: fleet) { house, server in
            let client = try server.connect()
            let path = house.path("viewer", Self.away)
            try client.send(Requests.get(path))
            let opened = try #require(client.readAnswer())
            #expect(opened.status == 200)
            let reference = try #require(opened.text.split(separator: "\n").last)
            let media = "\(path.dropLast("8.m3u8".count))\(reference)"
            try client.send(Requests.get(media))
            #expect(try #require(client.readAnswer()).status == 200)
            let segment = try #require(house.segments(of: Self.away).last)
            let places = try await house.cache.members(of: "sessions/1")
            #expect(places.count == 1)

            let moved = Self.fleet()
            fleet.update(
                own: ServerID(1),
                servers: [
                    Server(
                        id: ServerID(2), details: ServerDetails(name: "other", publicURL: Self.other),
                        health: ServerHealth(incarnation: 1, heartbeats: 1), createdAt: Timestamp(milliseconds: 0),
                        updatedAt: Timestamp(milliseconds: 0), revision: 1)
                ],
                holdings: moved.merging([
                    ServerAssignment(liveStream: Self.away, server: ServerID(2), generation: 5)
                ]))
            house.channels.apply([])
            try client.send(Requests.get(media))
            let answer = try #require(client.readAnswer())
            #expect(answer.status == 302)
            #expect(answer.header("Location") == "\(Self.other)\(media)?fleet=5")
            #expect(house.sessions == 0)
            #expect(try await house.cache.members(of: "sessions/1") == places)
            // What was listed is still here; what was not is at the other node.
            try client.send(Requests.get(segment))
            #expect(try #require(client.readAnswer()).status == 200)
            let address = SegmentAddress(
                channel: 8, rendition: "v", mediaSequence: 4_000_000_000, expiry: 9_000_000_000, fileExtension: "ts")
            let unlisted = try #require(address.map { house.signer.path($0) })
            try client.send(Requests.get(unlisted))
            let sent = try #require(client.readAnswer())
            #expect(sent.header("Location") == "\(Self.other)\(unlisted)?fleet=5")
            try client.send(Requests.get("\(unlisted)?fleet=5"))
            #expect(try #require(client.readAnswer()).status == 404)
        }
    }

    @Test("A node that is to get nobody new sends the openings of films to another, once")
    func films() async throws {
        try await LiveHouse.with(fleet: Self.fleet(own: .draining)) { house, server in
            house.gatekeeper.close(true)
            for ending in ["m3u8", "mp4"] {
                let path = house.film("viewer", TestFilms.harbour, ending)
                let sent = try Self.ask(server, path)
                #expect(sent.header("Location") == "\(Self.other)\(path)?fleet=0")
                #expect(try Self.ask(server, "\(path)?fleet=0").status == 503)
            }
            house.gatekeeper.close(false)
            let path = house.film("viewer", TestFilms.harbour, "m3u8")
            #expect(try Self.ask(server, "\(path)?fleet=0").status == 200)
        }
    }
}
