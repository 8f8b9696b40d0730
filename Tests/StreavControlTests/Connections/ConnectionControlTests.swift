import DatabaseFixtures
import Foundation
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@Suite("Closing connections")
struct ConnectionControlTests {
    /// As many open connections of one subscriber, and one that is over.
    private static func connections(_ fixture: ControlFixture, _ count: Int) async throws -> [Int64] {
        try await fixture.perform { transaction in
            let subscriber = try transaction.subscribers.create(SubscriberDetails(username: "ann")).subscriber.id
            let server = try transaction.fleet.register(
                ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8001"))
            let sightings = (0...count).map { index in
                ConnectionSighting(
                    sessionID: "session\(index)", subscriber: subscriber, stream: .live(LiveStreamID(1)),
                    format: .hls, address: "192.0.2.\(index % 250 + 1)", userAgent: index == 0 ? nil : "VLC",
                    startedAt: transaction.now, seenAt: transaction.now,
                    endedAt: index == count ? transaction.now : nil)
            }
            for start in stride(from: 0, to: sightings.count, by: 200) {
                let batch = Array(sightings[start..<min(start + 200, sightings.count)])
                try transaction.connection.connections.note(batch, by: server.server)
            }
            return try transaction.connection.connections.list(
                .init(), order: .started, descending: false, ListSlice(offset: 0, limit: 1000)
            ).entries.map(\.id)
        }
    }

    private static func events(_ fixture: ControlFixture) async throws -> [ConnectionsClosed] {
        try await fixture.waiting().filter { $0.type == ConnectionsClosed.type }.map {
            try JSONDecoder().decode(ConnectionsClosed.self, from: Data($0.payload))
        }
    }

    @Test(
        "Each that goes on is noted and named to the nodes, with its device and the hold",
        arguments: TestEngine.available)
    func close(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let ids = try await Self.connections(fixture, 2)
            let closed = try await fixture.perform {
                try $0.connections.close(ids + [99_999], hold: .seconds(45))
            }
            #expect(closed.map(\.sessionID).sorted() == ["session0", "session1"])
            let events = try await Self.events(fixture)
            #expect(events.count == 1)
            let event = try #require(events.first)
            #expect(Set(event.sessions.map(\.id)) == ["session0", "session1"])
            #expect(Set(event.sessions.map(\.userAgent)) == ["", "VLC"])
            #expect(event.holdMilliseconds == 45_000 && event.closedAt == fixture.clock.wallNow)
            let entries = try await fixture.activity().map(\.activity).filter { $0.action == "connection.close" }
            #expect(entries.count == 2 && entries.allSatisfy { $0.resourceName == "ann" })
            #expect(entries.allSatisfy { $0.after?.contains("45") == true && $0.after?.contains("192.0.2") == false })
        }
    }

    @Test("A preview is called so, and closed like any other", arguments: TestEngine.available)
    func preview(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let id = try await fixture.perform { transaction in
                let server = try transaction.fleet.register(
                    ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8001"))
                let sighting = ConnectionSighting(
                    sessionID: "look", subscriber: .preview, stream: .live(LiveStreamID(1)), format: .hls,
                    address: "192.0.2.1", userAgent: "Chrome", startedAt: transaction.now, seenAt: transaction.now,
                    endedAt: nil)
                try transaction.connection.connections.note([sighting], by: server.server)
                let rows = try transaction.connection.connections.list(
                    .init(), order: .started, descending: false, ListSlice(offset: 0, limit: 10)
                ).entries
                #expect(rows.map(\.username) == ["preview"] && rows.map(\.subscriber) == [nil])
                return rows.map(\.id)
            }
            _ = try await fixture.perform { try $0.connections.close(id) }
            #expect(try await Self.events(fixture).flatMap(\.sessions).map(\.subscriber) == [.preview])
        }
    }

    @Test("Nothing is done with a hold out of range, or with too many at once")
    func bounds() async throws {
        try await ControlFixture.with(.sqlite) { fixture in
            let ids = try await Self.connections(fixture, 1)
            for hold in [Duration.seconds(-1), .seconds(3601)] {
                await #expect(throws: InvalidInput.self) {
                    try await fixture.perform { _ = try $0.connections.close(ids, hold: hold) }
                }
            }
            await #expect(throws: InvalidInput.self) {
                try await fixture.perform { _ = try $0.connections.close(Array(1...1001)) }
            }
            #expect(try await Self.events(fixture).isEmpty)
        }
    }

    @Test("Many are told in several events, each within bounds")
    func many() async throws {
        try await ControlFixture.with(.sqlite) { fixture in
            let ids = try await Self.connections(fixture, 250)
            let closed = try await fixture.perform { try $0.connections.close(ids, hold: .zero) }
            #expect(closed.count == 250)
            let events = try await Self.events(fixture)
            #expect(events.map(\.sessions.count) == [100, 100, 50])
            #expect(Set(events.flatMap(\.sessions).map(\.id)).count == 250)
        }
    }

    @Test("A server that is lost, or starts anew, has no connections any longer", arguments: TestEngine.available)
    func deadServers(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            _ = try await Self.connections(fixture, 3)
            func reasons() async throws -> [String?] {
                try await fixture.database.read {
                    try $0.connections.list(
                        .init(isLive: false), order: .started, descending: false, ListSlice(offset: 0, limit: 10)
                    ).entries.map(\.closeReason)
                }
            }
            #expect(try await reasons() == [nil])
            try await fixture.perform { transaction in
                let server = try #require(try transaction.connection.servers.find(name: "node-1"))
                try transaction.fleet.noteLost([server.id: server.health.heartbeats])
            }
            #expect(try await reasons().count { $0 == "server_lost" } == 3)
        }
        try await ControlFixture.with(engine) { fixture in
            _ = try await Self.connections(fixture, 3)
            try await fixture.perform { transaction in
                _ = try transaction.fleet.register(
                    ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8001"))
                #expect(try transaction.connection.connections.openCount() == 0)
            }
        }
    }
}
