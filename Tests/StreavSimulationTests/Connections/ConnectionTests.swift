import StreavAssembly
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavStreaming
import Testing

@testable import StreavSimulation

@Suite("Connections, from the viewer to the table and back")
struct ConnectionTests {
    private static let limit: Duration = .seconds(8)

    private static func rows(_ platform: TestPlatform, live: Bool? = nil) async throws -> [Connection] {
        try await platform.database.read {
            try $0.connections.list(
                .init(isLive: live), order: .started, descending: false, ListSlice(offset: 0, limit: 100)
            ).entries
        }
    }

    @Test("Who watches stands in the table with what it got, and how it ended")
    func written() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            let viewer = try await platform.subscriber("watcher")
            try await platform.awaitOnAir()
            let socket = try viewer.watch(platform.streams[0], from: "127.0.5.1")
            #expect(socket.read(for: .milliseconds(500)) > 0)
            let isThere = try await eventually(within: Self.limit) {
                try await Self.rows(platform, live: true).contains { $0.bytes > 0 }
            }
            #expect(isThere)
            let row = try #require(try await Self.rows(platform).first)
            #expect(row.username == "watcher" && row.subscriber == viewer.id && row.streamName == "Channel 1")
            #expect(row.serverName == "test" && row.format == .transportStream && row.address == "127.0.5.1")
            socket.connection.close()
            let isOver = try await eventually(within: Self.limit) {
                try await Self.rows(platform, live: false).first?.closeReason == "socket_closed"
            }
            #expect(isOver)
        }
    }

    @Test("A node goes on while the database is away, and catches up")
    func databaseAway() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            let viewer = try await platform.subscriber("patient")
            try await platform.awaitOnAir()
            #expect(try viewer.open(platform.streams[0], from: "127.0.5.2").status == 200)
            platform.database.isDown = true
            let socket = try viewer.watch(platform.streams[0], from: "127.0.5.3")
            #expect(socket.isAdmitted)
            // Longer than two rounds of the writer.
            #expect(socket.read(for: .seconds(5)) > 0)
            socket.connection.close()
            platform.database.isDown = false
            let isThere = try await eventually(within: Self.limit) {
                try await Self.rows(platform).contains { $0.format == .transportStream && $0.bytes > 0 && !$0.isLive }
            }
            #expect(isThere)
        }
    }

    @Test("Whoever is closed is cut off within a second, is refused while held, and comes back after it")
    func close() async throws {
        try await TestPlatform.with(channels: 1) { platform in
            let viewer = try await platform.subscriber("closed") { $0.maxConnections = 4 }
            try await platform.awaitOnAir()
            let stream = platform.streams[0]
            let socket = try viewer.watch(stream, from: "127.0.6.1")
            let hls = try viewer.play(stream, from: "127.0.6.2")
            #expect(socket.isAdmitted)
            #expect(try hls.fetch() == 200)
            let areThere = try await eventually(within: Self.limit) {
                try await Self.rows(platform, live: true).count == 2
            }
            #expect(areThere)
            let ids = try await Self.rows(platform, live: true).map(\.id)

            let start = ContinuousClock.now
            try await platform.administrate { try $0.connections.close(ids, hold: .seconds(4)) }
            #expect(socket.awaitEnd(within: .seconds(3)) != nil)
            // A second, and what a busy machine may add.
            #expect(ContinuousClock.now - start < .seconds(2))
            let refusal = try await hls.awaitRefusal(within: .seconds(2))
            #expect(refusal?.status == 429 && refusal?.code == "rate_limited")
            #expect(try viewer.watch(stream, from: "127.0.6.1").head.status == 429)
            // Another device of the subscriber is not meant.
            #expect(try viewer.open(stream, from: "127.0.6.3").status == 200)

            let areNoted = try await eventually(within: Self.limit) {
                try await Self.rows(platform, live: false).count { $0.closeReason == "kicked" } == 2
            }
            #expect(areNoted)
            let isBack = try await eventually(within: Self.limit) {
                try viewer.open(stream, from: "127.0.6.1").status == 200
            }
            #expect(isBack)
        }
    }

    @Test("The node's end writes how its sessions ended")
    func shutDown() async throws {
        let database = try await TestPlatform.with(channels: 1) { platform in
            let viewer = try await platform.subscriber("last")
            try await platform.awaitOnAir()
            let socket = try viewer.watch(platform.streams[0], from: "127.0.7.1")
            #expect(socket.isAdmitted)
            let isThere = try await eventually(within: Self.limit) {
                try await Self.rows(platform, live: true).count == 1
            }
            #expect(isThere)
            return platform.database
        }
        let open = try await database.read { try $0.connections.openCount() }
        #expect(open == 0)
    }

    @Test("A dead node's connections end when it is noted lost, and one that is closed is refused at every node")
    func fleet() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            func rows(live: Bool) async throws -> [Connection] {
                try await platform.database.read {
                    try $0.connections.list(
                        .init(isLive: live), order: .started, descending: false, ListSlice(offset: 0, limit: 100)
                    ).entries
                }
            }
            let viewer = try await platform.subscriber("roamer", connections: 4)
            try await platform.awaitOnAir()
            let here = try #require(platform.streams(of: 1).first)
            let there = try #require(platform.streams(of: 2).first)
            let first = try viewer.watch(here, from: "127.0.8.1")
            let second = try viewer.watch(there, from: "127.0.8.2")
            #expect(first.isAdmitted && second.isAdmitted)
            let areThere = try await eventually(within: Self.limit) { try await rows(live: true).count == 2 }
            #expect(areThere)
            #expect(Set(try await rows(live: true).compactMap(\.serverName)) == ["node-1", "node-2"])

            let closed = try #require(try await rows(live: true).first { $0.address == "127.0.8.1" })
            try await platform.control.perform(as: TestPlatform.actor) { transaction in
                _ = try transaction.connections.close([closed.id], hold: .seconds(60))
            }
            #expect(first.awaitEnd(within: .seconds(3)) != nil)
            // The same device at the other node, and another device at both.
            let isRefused = try await eventually(within: .seconds(2)) {
                try viewer.watch(there, from: "127.0.8.1").head.status == 429
            }
            #expect(isRefused)
            #expect(try viewer.watch(here, from: "127.0.8.3").isAdmitted)

            await platform.fleet.kill(2)
            let isOver = try await eventually(within: .seconds(15)) {
                try await rows(live: false).contains { $0.closeReason == "server_lost" && $0.address == "127.0.8.2" }
            }
            #expect(isOver)
        }
    }
}
