import StreavDomain
import StreavSQL
import Testing

@testable import StreavStore

@Suite("Servers and what they are assigned")
struct ServerTableTests {
    private static let now = StoreFixture.now
    private static let details = ServerDetails(name: "Edge", publicURL: "http://127.0.0.1:8000")

    private static func stream(_ connection: any DatabaseConnection, _ number: Int = 1) throws -> LiveStreamID {
        try connection.liveStreams.insert(LiveStreamDetails(number: number, name: "One"), now: now)
    }

    @Test("A process that starts again under its name is the same server, with a higher incarnation and well")
    func register() async throws {
        let database = try await StoreFixture.database()
        let (first, second, server) = try await database.write { connection in
            let first = try connection.servers.register(Self.details, now: Self.now)
            let counted = try #require(try connection.servers.find(first.server)).health.heartbeats
            #expect(try connection.servers.noteLost(first.server, at: counted))
            #expect(try connection.servers.leave(first))
            let other = ServerDetails(name: "EDGE", publicURL: "http://127.0.0.2:8000")
            let second = try connection.servers.register(other, now: Self.now)
            return (first, second, try connection.servers.find(first.server))
        }
        #expect(first.server == second.server)
        #expect(second.incarnation == first.incarnation + 1)
        #expect(server?.health.isLost == false && server?.health.isLeaving == false)
        #expect(server?.details.publicURL == "http://127.0.0.2:8000")
        #expect(server?.standing == .taking)
    }

    @Test("What an administrator said of a server outlives its process")
    func administratorsWord() async throws {
        let database = try await StoreFixture.database()
        let server = try await database.write { connection -> Server? in
            let registration = try connection.servers.register(Self.details, now: Self.now)
            var details = Self.details
            details.status = .draining
            details.weight = 7
            #expect(try connection.servers.update(registration.server, details, expecting: 1, now: Self.now))
            _ = try connection.servers.register(Self.details, now: Self.now)
            return try connection.servers.find(registration.server)
        }
        #expect(server?.details.status == .draining)
        #expect(server?.details.weight == 7)
        #expect(server?.standing == .keeping)
    }

    @Test("Only the latest process of a name is heard, and one that speaks again is lost no longer")
    func heartbeats() async throws {
        let database = try await StoreFixture.database()
        try await database.write { connection in
            let old = try connection.servers.register(Self.details, now: Self.now)
            let new = try connection.servers.register(Self.details, now: Self.now)
            let load = ServerLoad(viewers: 3, channels: 2, outgoingBitsPerSecond: 5_000_000_000)
            #expect(try !connection.servers.beat(old, load: load, now: Self.now))
            #expect(try !connection.servers.leave(old))
            let before = try #require(try connection.servers.find(new.server)).health.heartbeats
            #expect(try connection.servers.noteLost(new.server, at: before))
            #expect(try !connection.servers.noteLost(new.server, at: before), "it is known to be lost")
            #expect(try connection.servers.beat(new, load: load, now: Self.now))
            let server = try #require(try connection.servers.find(new.server))
            #expect(server.load == load)
            #expect(!server.health.isLost)
            #expect(try !connection.servers.noteLost(new.server, at: before), "it has spoken since")
        }
    }

    @Test("A server that an administrator set up takes nothing before its process has run")
    func preparedServer() async throws {
        let database = try await StoreFixture.database()
        let server = try await database.write { connection in
            try connection.servers.find(try connection.servers.insert(Self.details, now: Self.now))
        }
        #expect(server?.standing == .keeping)
        #expect(server?.isReachable == false)
    }

    @Test("An assignment's generation grows with each change of mind and each start, whatever becomes of servers")
    func generations() async throws {
        let database = try await StoreFixture.database()
        let generations = try await database.write { connection -> [Int64] in
            let stream = try Self.stream(connection)
            let registration = try connection.servers.register(Self.details, now: Self.now)
            var seen: [Int64] = []
            func note() throws { seen += try connection.assignments.all().map(\.generation) }
            try connection.assignments.place(stream, on: registration.server, now: Self.now)
            try note()
            _ = try connection.servers.register(Self.details, now: Self.now)
            try note()
            try connection.assignments.place(stream, on: nil, now: Self.now)
            try note()
            try connection.assignments.place(stream, on: registration.server, now: Self.now)
            try note()
            #expect(try connection.servers.delete(registration.server))
            try note()
            #expect(try connection.assignments.all().map(\.server) == [nil])
            let again = try connection.servers.register(Self.details, now: Self.now)
            try connection.assignments.place(stream, on: again.server, now: Self.now)
            try note()
            return seen
        }
        #expect(generations == [1, 2, 3, 4, 4, 5])
    }

    @Test("F13: a journal is written by the server and generation that run the stream, and by no other")
    func fencing() async throws {
        let database = try await StoreFixture.database()
        try await database.write { connection in
            let stream = try Self.stream(connection)
            let one = try connection.servers.register(Self.details, now: Self.now).server
            let two = try connection.servers.register(
                ServerDetails(name: "Other", publicURL: "http://127.0.0.1:8001"), now: Self.now
            ).server
            func save(_ sequence: Int64, by server: ServerID, _ generation: Int64) throws -> Bool {
                try connection.liveStreamStates.save(
                    LiveStreamState(id: stream, targetDuration: 4, mediaSequence: sequence, discontinuitySequence: 0),
                    by: server, generation: generation, now: Self.now)
            }
            #expect(try !save(1, by: one, 1), "nobody runs it")
            try connection.assignments.place(stream, on: one, now: Self.now)
            #expect(try save(100, by: one, 1))
            try connection.assignments.place(stream, on: two, now: Self.now)
            #expect(try !save(900, by: one, 1), "it lost the stream")
            #expect(try !save(900, by: one, 2))
            #expect(try save(200, by: two, 2))
            try connection.assignments.place(stream, on: one, now: Self.now)
            #expect(try !save(900, by: one, 1), "an older generation of its own")
            #expect(try connection.liveStreamStates.find(stream)?.mediaSequence == 200)
        }
    }

    @Test("Players are named the node that runs a stream, where it is one of several and can be reached")
    func publicURL() async throws {
        let database = try await StoreFixture.database()
        try await database.write { connection in
            let stream = try Self.stream(connection)
            let one = try connection.servers.register(Self.details, now: Self.now)
            try connection.assignments.place(stream, on: one.server, now: Self.now)
            #expect(try connection.assignments.publicURL(of: stream) == nil, "the only one is the platform's address")
            let second = ServerDetails(name: "Other", publicURL: "http://127.0.0.1:8001")
            let two = try connection.servers.register(second, now: Self.now)
            #expect(try connection.assignments.publicURL(of: stream) == Self.details.publicURL)
            try connection.assignments.place(stream, on: two.server, now: Self.now)
            #expect(try connection.assignments.publicURL(of: stream) == second.publicURL)
            #expect(try connection.servers.leave(two))
            #expect(try connection.assignments.publicURL(of: stream) == nil)
        }
    }
}
