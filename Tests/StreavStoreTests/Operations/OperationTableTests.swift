import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Servers, outbox and activity in the store")
struct OperationTableTests {
    private static let now = StoreFixture.now
    private static let actor = Actor(kind: .user, id: 1, name: "ann", address: nil)
    private static let later = StoreFixture.now.advanced(by: .seconds(60))

    @Test("a server comes back as it was stored", arguments: TestEngine.available)
    func servers(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let servers = connection.servers
                let id = try servers.insert(
                    ServerDetails(name: "Éa", publicURL: "http://a.example"), now: Self.now)
                #expect(try servers.find(name: "éA")?.id == id)
                #expect(try servers.find(id)?.revision == 1)
                let details = ServerDetails(name: "b", publicURL: "http://b.example")
                #expect(try servers.update(id, details, expecting: 1, now: Self.later))
                #expect(try servers.all().map(\.details) == [details])
                #expect(try servers.delete(id))
                #expect(try servers.all().isEmpty)
            }
        }
    }

    @Test(
        "events wait in order, an aggregate as a whole, and published ones are deleted in portions",
        arguments: TestEngine.available)
    func outbox(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let outbox = connection.outbox
                for (index, aggregate) in ["a", "b", "a", "c"].enumerated() {
                    try outbox.append(
                        eventID: "e\(index)", aggregate: aggregate, type: "changed", payload: [0, UInt8(index)],
                        now: Self.now)
                }
                let all = try outbox.waiting(now: Self.now, limit: 10)
                #expect(all.map(\.eventID) == ["e0", "e1", "e2", "e3"])
                #expect(all.last?.payload == [0, 3])
                try outbox.noteFailure(of: all[0].id, nextAttemptAt: Self.later)
                #expect(try outbox.waiting(now: Self.now, limit: 10).map(\.eventID) == ["e1", "e3"])
                #expect(try outbox.waiting(now: Self.later, limit: 1).map(\.attempts) == [1])
                try outbox.markPublished([all[1].id, all[3].id], now: Self.now)
                #expect(try outbox.depth() == 2)
                #expect(try outbox.prune(publishedBefore: Self.now, limit: 10) == 0)
                #expect(try outbox.prune(publishedBefore: Self.later, limit: 1) == 1)
                #expect(try outbox.prune(publishedBefore: Self.later, limit: 10) == 1)
            }
        }
    }

    @Test("the log numbers its entries without gaps, each hashed with the one before", arguments: TestEngine.available)
    func activity(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let none = try await database.read { try $0.activity.lastSequence() }
            #expect(none == 0)
            for number in 1...3 as ClosedRange<Int64> {
                let sequence = try await database.write { connection in
                    try connection.activity.append(
                        Activity(actor: Self.actor, action: "genre.create", resource: "genre"), now: Self.now
                    ) { bytes in [UInt8](repeating: UInt8(truncatingIfNeeded: bytes.count), count: 32) }
                }
                #expect(sequence == number)
            }
            let entries = try await database.read { try $0.activity.entries(after: 1, limit: 10) }
            #expect(entries.map(\.sequence) == [2, 3])
            #expect(entries.first?.activity.actor == Self.actor)
            #expect(entries.first?.hash.count == 32)
        }
    }
}
