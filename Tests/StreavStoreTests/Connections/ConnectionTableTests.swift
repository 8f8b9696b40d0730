import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Connections as nodes report them")
struct ConnectionTableTests {
    private struct World: Sendable {
        let subscriber: SubscriberID
        let stream: LiveStreamID
        let first: ServerRegistration
        let second: ServerRegistration
    }

    private static let now = StoreFixture.now

    private static func world(_ database: any Database) async throws -> World {
        try await database.write { connection in
            World(
                subscriber: try connection.subscribers.insert(
                    SubscriberDetails(username: "ann"), token: StoreFixture.token(1), now: now),
                stream: try connection.liveStreams.insert(LiveStreamDetails(number: 1, name: "News"), now: now),
                first: try connection.servers.register(
                    ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:1"), now: now),
                second: try connection.servers.register(
                    ServerDetails(name: "node-2", publicURL: "http://127.0.0.1:2"), now: now))
        }
    }

    private static func sighting(_ world: World, _ id: String = "s", after seconds: Int = 0) -> ConnectionSighting {
        ConnectionSighting(
            sessionID: id, subscriber: world.subscriber, stream: .live(world.stream), format: .hls,
            address: "192.0.2.7", country: "DE", userAgent: "VLC/3", startedAt: now,
            seenAt: now.advanced(by: .seconds(seconds)), newBytes: 1000)
    }

    private static func all(_ database: any Database) async throws -> [Connection] {
        try await database.read {
            try $0.connections.list(.init(), order: .started, descending: true, ListSlice(offset: 0, limit: 100))
                .entries
        }
    }

    @Test("A session is one row: made, counted up, ended", arguments: TestEngine.available)
    func life(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let world = try await Self.world(database)
            for seconds in [0, 10, 20] {
                try await database.write {
                    try $0.connections.note([Self.sighting(world, after: seconds)], by: world.first.server)
                }
            }
            var row = try #require(try await Self.all(database).first)
            #expect(row.username == "ann" && row.streamName == "News" && row.serverName == "node-1")
            #expect(row.bytes == 3000 && row.isLive && row.stream == .live(world.stream) && row.country == "DE")
            #expect(row.averageBitsPerSecond == 1200)
            try await database.write { connection in
                var last = Self.sighting(world, after: 30)
                last.endedAt = last.seenAt
                last.closeReason = "idle"
                // Several at once, of several kinds.
                let others = (1...5).map { Self.sighting(world, "other\($0)") }
                try connection.connections.note([last] + others, by: world.first.server)
            }
            let rows = try await Self.all(database)
            #expect(rows.count == 6)
            row = try #require(rows.first { $0.sessionID == "s" })
            #expect(row.closeReason == "idle" && row.endedAt == Self.now.advanced(by: .seconds(30)))
            #expect(row.bytes == 4000)
        }
    }

    @Test(
        "A session that goes along to another node is that node's, whatever the one before says afterwards",
        arguments: TestEngine.available)
    func handedOver(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let world = try await Self.world(database)
            try await database.write { connection in
                try connection.connections.note([Self.sighting(world)], by: world.first.server)
                try connection.connections.note([Self.sighting(world, after: 5)], by: world.second.server)
                var end = Self.sighting(world, after: 6)
                end.endedAt = end.seenAt
                end.closeReason = "handed_over"
                try connection.connections.note([end], by: world.first.server)
            }
            let row = try #require(try await Self.all(database).first)
            #expect(row.isLive && row.closeReason == nil && row.serverName == "node-2")
            #expect(row.bytes == 3000)
            let ended = try await database.write { try $0.connections.endOpen(of: world.first.server, reason: "x") }
            #expect(ended == 0)
        }
    }

    @Test("A node that was only cut off has its sessions again with its next report", arguments: TestEngine.available)
    func comesBack(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let world = try await Self.world(database)
            try await database.write { connection in
                try connection.connections.note([Self.sighting(world)], by: world.first.server)
                #expect(try connection.connections.endOpen(of: world.first.server, reason: "server_lost") == 1)
                #expect(try connection.connections.openCount() == 0)
                try connection.connections.note([Self.sighting(world, after: 9)], by: world.first.server)
                #expect(try connection.connections.openCount() == 1)
            }
            let row = try #require(try await Self.all(database).first)
            #expect(row.isLive && row.closeReason == nil)
        }
    }

    @Test("Names outlive what they are about, and reports of what is deleted are kept all the same")
    func deleted() async throws {
        let database = try await StoreFixture.database()
        let world = try await Self.world(database)
        try await database.write { connection in
            try connection.connections.note([Self.sighting(world)], by: world.first.server)
            _ = try connection.subscribers.delete(world.subscriber)
            _ = try connection.liveStreams.delete(world.stream)
            try connection.connections.note([Self.sighting(world, "late")], by: world.first.server)
            _ = try connection.servers.delete(world.first.server)
            try connection.connections.note([Self.sighting(world, "later")], by: world.first.server)
        }
        let rows = try await Self.all(database)
        #expect(rows.count == 3 && rows.allSatisfy { $0.subscriber == nil && $0.stream == nil && $0.server == nil })
        #expect(rows.contains { $0.username == "ann" && $0.streamName == "News" })
    }

    @Test("Old rows go, those that go on stay, and what nobody reports is over", arguments: TestEngine.available)
    func bounds(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let world = try await Self.world(database)
            let later = Self.now.advanced(by: .seconds(86_400))
            try await database.write { connection in
                let sightings = (0..<4).map { index in
                    var sighting = Self.sighting(world, "s\(index)")
                    sighting.startedAt = Self.now.advanced(by: .seconds(index))
                    if index < 3 { sighting.endedAt = Self.now.advanced(by: .seconds(9)) }
                    return sighting
                }
                try connection.connections.note(sightings, by: world.first.server)
                #expect(try connection.connections.start(after: 2) == Self.now.advanced(by: .seconds(1)))
                #expect(try connection.connections.start(after: 4) == nil)
                #expect(try connection.connections.prune(startedBefore: later, limit: 2) == 2)
                #expect(try connection.connections.prune(startedBefore: later, limit: 2) == 1)
                #expect(try connection.connections.prune(startedBefore: later, limit: 2) == 0)
                #expect(try connection.connections.endForgotten(seenBefore: later, reason: "unknown", limit: 9) == 1)
            }
            let rows = try await Self.all(database)
            #expect(rows.map(\.closeReason) == ["unknown"])
        }
    }

    @Test("Lists are narrowed and sorted by whatever there is", arguments: TestEngine.available)
    func lists(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let world = try await Self.world(database)
            try await database.write { connection in
                var other = Self.sighting(world, "b")
                other.country = nil
                other.format = .transportStream
                other.endedAt = other.seenAt
                try connection.connections.note([Self.sighting(world, "a")], by: world.first.server)
                try connection.connections.note([other], by: world.second.server)
            }
            let filters: [(ConnectionTable.Filter, [String])] = [
                (.init(), ["a", "b"]), (.init(text: "NE"), ["a", "b"]), (.init(text: "zz"), []),
                (.init(subscriber: world.subscriber), ["a", "b"]), (.init(liveStream: world.stream), ["a", "b"]),
                (.init(onDemandStream: OnDemandStreamID(1)), []), (.init(server: world.second.server), ["b"]),
                (.init(country: "DE"), ["a"]), (.init(format: .transportStream), ["b"]), (.init(isLive: true), ["a"]),
                (.init(isLive: false), ["b"]),
            ]
            try await database.read { connection in
                for order in ConnectionTable.Order.allCases {
                    for descending in [false, true] {
                        for (filter, expected) in filters {
                            let found = try connection.connections.list(
                                filter, order: order, descending: descending, ListSlice(offset: 0, limit: 10))
                            #expect(found.entries.map(\.sessionID).sorted() == expected, "\(filter) \(order)")
                        }
                    }
                }
                for dimension in ConnectionTable.Dimension.allCases {
                    #expect(try connection.connections.open(by: dimension, limit: 5).map(\.count) == [1])
                }
                #expect(try connection.connections.open(by: .server, limit: 5).map(\.name) == ["node-1"])
                #expect(try connection.connections.countries(limit: 5) == ["DE"])
            }
        }
    }

    @Test("A minute is counted once, into every resolution, and old minutes go", arguments: TestEngine.available)
    func statistics(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let minute = StatisticsTable.Resolution.hour.start(of: Self.now)
            try await database.write { connection in
                let sample = StatisticsTable.Sample(
                    dimension: "all", member: "all", viewers: 5, sessions: 2, bytes: 100)
                var more = sample
                more.viewers = 9
                #expect(try connection.statistics.add(minute: minute, [sample]))
                #expect(try !connection.statistics.add(minute: minute, [more]))
                #expect(try connection.statistics.add(minute: minute.advanced(by: .seconds(60)), [more]))
                let minutes = try connection.statistics.series(.minute, since: minute)
                #expect(minutes.map(\.peakViewers) == [5, 9])
                let hours = try connection.statistics.series(.hour, since: minute)
                #expect(hours.map(\.peakViewers) == [9] && hours.map(\.viewerMilliseconds) == [14 * 60_000])
                #expect(hours.map(\.sessions) == [4] && hours.map(\.bytes) == [200])
                #expect(try connection.statistics.prune(now: minute.advanced(by: .seconds(3 * 86_400))) == 2)
                #expect(try connection.statistics.series(.hour, since: minute).count == 1)
            }
        }
    }
}
