import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Subscribers in the store")
struct SubscriberTableTests {
    private static let full = SubscriberDetails(
        username: "Ann.Example", email: "Ann@Example.org", status: .disabled,
        expiresAt: Timestamp(milliseconds: 1_800_000_000_123), maxConnections: 3, isTrial: true, note: "a note",
        allowsHLS: false, allowsTransportStream: true, addresses: ["192.0.2.0/24", "2001:db8::1"],
        userAgents: ["VLC/", "mpv"], countries: ["FR", "DE"])

    @Test("what is stored comes back, in order", arguments: TestEngine.available)
    func roundTrip(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let (found, expected) = try await database.write { connection in
                let first = try connection.bundles.insert(BundleDetails(name: "First"), now: StoreFixture.now)
                let second = try connection.bundles.insert(BundleDetails(name: "Second"), now: StoreFixture.now)
                var details = Self.full
                details.bundles = [second, first]
                let id = try connection.subscribers.insert(details, token: StoreFixture.token(1), now: StoreFixture.now)
                return (try connection.subscribers.find(id), details)
            }
            #expect(found?.details == expected)
            #expect(found?.revision == 1)
            #expect(found?.createdAt == StoreFixture.now)
        }
    }

    @Test(
        "a username is found and unique ignoring case, and its constraint has a name", arguments: TestEngine.available)
    func usernames(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let id = try await database.write {
                try $0.subscribers.insert(Self.full, token: StoreFixture.token(1), now: StoreFixture.now)
            }
            let found = try await database.read { try $0.subscribers.id(ofUsername: "ann.EXAMPLE") }
            #expect(found == id)
            var other = Self.full
            other.username = "ANN.example"
            do {
                try await database.write { [other] in
                    try $0.subscribers.insert(other, token: StoreFixture.token(2), now: StoreFixture.now)
                }
                Issue.record("a username was taken twice")
            } catch let error as DatabaseError {
                #expect(error.code == .uniqueViolation)
                #expect(error.constraint == "subscribers_username_folded_key")
            }
        }
    }

    @Test("an update on an old revision changes nothing", arguments: TestEngine.available)
    func revisions(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let id = try await database.write {
                try $0.subscribers.insert(Self.full, token: StoreFixture.token(1), now: StoreFixture.now)
            }
            let plain = SubscriberDetails(username: "ann")
            let first = try await database.write {
                try $0.subscribers.update(id, plain, expecting: 1, now: StoreFixture.now)
            }
            let second = try await database.write {
                try $0.subscribers.update(id, Self.full, expecting: 1, now: StoreFixture.now)
            }
            #expect(first)
            #expect(!second)
            let found = try await database.read { try $0.subscribers.find(id) }
            #expect(found?.details == plain)
            #expect(found?.revision == 2)
        }
    }

    @Test("a deleted subscriber takes its lists along and its id is not given again", arguments: TestEngine.available)
    func deletion(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            let first = try await database.write {
                try $0.subscribers.insert(Self.full, token: StoreFixture.token(1), now: StoreFixture.now)
            }
            let isDeleted = try await database.write { try $0.subscribers.delete(first) }
            #expect(isDeleted)
            let left: Int = try await database.read { try $0.value("SELECT count(*) FROM subscriber_addresses") }
            #expect(left == 0)
            let second = try await database.write {
                try $0.subscribers.insert(Self.full, token: StoreFixture.token(1), now: StoreFixture.now)
            }
            #expect(second > first)
        }
    }

    @Test("the orders and filters of lists are served by indexes")
    func indexes() async throws {
        try await StoreFixture.withDatabase(.sqlite) { database in
            let plans: [(SQL, String)] = [
                ("SELECT id FROM subscribers WHERE username_folded = 'a'", "sqlite_autoindex_subscribers"),
                ("SELECT id FROM subscribers WHERE access_token_hash = x'00'", "sqlite_autoindex_subscribers"),
                ("SELECT id FROM subscribers WHERE status = 2 ORDER BY id LIMIT 25", "subscribers_status"),
                ("SELECT id FROM subscribers WHERE expires_at <= 5 LIMIT 25", "subscribers_expires_at"),
                (
                    "SELECT id FROM subscribers ORDER BY expires_at DESC NULLS LAST, id LIMIT 25",
                    "subscribers_expires_at_desc"
                ),
                ("SELECT id FROM subscribers ORDER BY username_folded, id LIMIT 25", "sqlite_autoindex_subscribers"),
                ("SELECT id FROM movies ORDER BY rating DESC NULLS LAST, id LIMIT 10", "movies_rating_desc"),
                ("SELECT id FROM live_streams ORDER BY number, id LIMIT 25", "live_streams_number"),
                ("SELECT id FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT 9", "outbox_waiting"),
            ]
            for (query, index) in plans {
                let details = try await database.read { connection in
                    try connection.fetch("EXPLAIN QUERY PLAN \(query)") { try $0["detail"] as String }
                }
                #expect(details.contains { $0.contains(index) }, "\(details)")
                #expect(!details.contains { $0.contains("TEMP B-TREE") }, "\(details)")
            }
        }
    }
}
