import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("The dashboard's lists in the store")
struct DashboardListTests {
    private static let all = ListSlice(offset: 0, limit: 100)

    @Test("bundles are counted, narrowed and sorted by whatever a list shows", arguments: TestEngine.available)
    func bundles(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let world = try CatalogueFixture(connection)
                _ = try connection.bundles.insert(BundleDetails(name: "Änder_ung 100%"), now: StoreFixture.now)
                func names(
                    _ filter: BundleTable.Filter, _ order: BundleTable.Order = .name, descending: Bool = false
                ) throws -> [String] {
                    try connection.bundles.list(filter, order: order, descending: descending, Self.all).entries
                        .map(\.name)
                }
                #expect(try names(BundleTable.Filter(isEmpty: true)) == ["Änder_ung 100%"])
                #expect(try names(BundleTable.Filter(isEmpty: false)) == ["Basic"])
                #expect(try names(BundleTable.Filter(isSubscribed: true)) == ["Basic"])
                #expect(try names(BundleTable.Filter(text: "ÄNDER_UNG 100%")) == ["Änder_ung 100%"])
                #expect(try names(BundleTable.Filter(text: "r%u")) == [])
                for order in BundleTable.Order.allCases {
                    #expect(try names(BundleTable.Filter(), order).count == 2, "\(order)")
                    #expect(try names(BundleTable.Filter(), order, descending: true).count == 2, "\(order)")
                }
                #expect(try names(BundleTable.Filter(), .movies, descending: true) == ["Basic", "Änder_ung 100%"])
                let listed = try #require(try connection.bundles.listed(world.bundle))
                #expect(listed.count(of: .movies) == 2 && listed.count(of: .liveStreams) == 1)
                #expect(listed.count(of: .shows) == 1 && listed.subscriberCount == 1)
                #expect(try connection.bundles.names(of: [world.bundle, BundleID(99)]).map(\.name) == ["Basic"])
            }
        }
    }

    @Test(
        "a bundle's contents come in its order, and the catalogue says what is in it", arguments: TestEngine.available)
    func contents(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let world = try CatalogueFixture(connection)
                let bundles = connection.bundles
                let movies = try bundles.contents(.movies, of: world.bundle, ListSlice(offset: 1, limit: 5))
                #expect(movies.total == 2 && movies.entries.map(\.name) == ["Movie 1"])
                #expect(try bundles.contents(.shows, of: world.bundle, Self.all).entries.map(\.name) == ["Show"])
                let live = try bundles.contents(.liveStreams, of: world.bundle, Self.all).entries
                #expect(live.map(\.number) == [1] && live.map(\.name) == ["One"])
                let found = try bundles.candidates(.movies, for: world.bundle, matching: "MOVIE", Self.all).entries
                #expect(found.map(\.isInBundle) == [false, true, true])
                #expect(try bundles.candidates(.liveStreams, for: world.bundle, matching: "1", Self.all).total == 1)
                #expect(try bundles.candidates(.liveStreams, for: world.bundle, matching: "2", Self.all).total == 0)
                #expect(try bundles.candidates(.shows, for: world.bundle, matching: nil, Self.all).total == 1)
            }
        }
    }

    @Test("a bundle of very many keeps all of them, in order", arguments: TestEngine.available)
    func many(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let now = StoreFixture.now
                let movies = try (0..<1347).map {
                    try connection.movies.insert(MovieDetails(TitleDetails(title: "Movie \($0)")), now: now)
                }
                let wanted = Array(movies.reversed())
                let id = try connection.bundles.insert(BundleDetails(name: "All", movies: wanted), now: now)
                #expect(try connection.bundles.find(id)?.details.movies == wanted)
                let page = try connection.bundles.contents(.movies, of: id, ListSlice(offset: 1345, limit: 10))
                #expect(page.total == 1347 && page.entries.map(\.name) == ["Movie 1", "Movie 0"])
                let fewer = BundleDetails(name: "All", movies: Array(movies.prefix(3)))
                #expect(try connection.bundles.update(id, fewer, expecting: 1, now: now))
                #expect(try connection.bundles.find(id)?.details.movies == Array(movies.prefix(3)))
            }
        }
    }

    @Test("subscribers are narrowed and sorted by whatever a list shows", arguments: TestEngine.available)
    func subscribers(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let world = try CatalogueFixture(connection)
                let now = StoreFixture.now
                let owner = try connection.users.insert(
                    UserDetails(username: "helper", role: .support), passwordHash: "x", now: now)
                var details = SubscriberDetails(
                    username: "Bob", status: .banned, expiresAt: now.advanced(by: .seconds(60)), isTrial: true)
                details.owner = owner
                _ = try connection.subscribers.insert(details, token: StoreFixture.token(2), now: now)
                _ = try connection.subscribers.insert(
                    SubscriberDetails(username: "carl"), token: StoreFixture.token(3), now: now)
                func names(
                    _ filter: SubscriberTable.Filter, _ order: SubscriberTable.Order = .username
                ) throws -> [String] {
                    var filter = filter
                    filter.now = now
                    return try connection.subscribers.list(filter, order: order, descending: false, Self.all).entries
                        .map(\.subscriber.details.username)
                }
                #expect(try names(SubscriberTable.Filter()) == ["ann", "Bob", "carl"])
                #expect(try names(SubscriberTable.Filter(text: "BO")) == ["Bob"])
                #expect(try names(SubscriberTable.Filter(text: "@example")) == ["ann"])
                #expect(try names(SubscriberTable.Filter(expiry: .expired)) == ["ann"])
                #expect(try names(SubscriberTable.Filter(expiry: .running)) == ["Bob", "carl"])
                #expect(try names(SubscriberTable.Filter(expiry: .unlimited)) == ["carl"])
                let soon = SubscriberTable.Expiry.before(now.advanced(by: .seconds(60)))
                #expect(try names(SubscriberTable.Filter(expiry: soon)) == ["Bob"])
                #expect(try names(SubscriberTable.Filter(status: .banned, isTrial: true, owner: owner)) == ["Bob"])
                #expect(try names(SubscriberTable.Filter(bundle: world.bundle)) == ["ann"])
                for order in SubscriberTable.Order.allCases {
                    #expect(try names(SubscriberTable.Filter(), order).count == 3, "\(order)")
                    let reversed = try connection.subscribers.list(
                        SubscriberTable.Filter(), order: order, descending: true, Self.all)
                    #expect(reversed.total == 3 && reversed.entries.count == 3, "\(order)")
                }
                #expect(try names(SubscriberTable.Filter(), .expires) == ["ann", "Bob", "carl"])
                #expect(try names(SubscriberTable.Filter(), .owner).first == "Bob")
                let ann = try #require(
                    try connection.subscribers.list(
                        SubscriberTable.Filter(text: "ann"), order: .username, descending: false, Self.all
                    ).entries.first)
                #expect(ann.bundleCount == 1 && ann.owner == nil)
                #expect(try connection.users.names(limit: 5).map(\.name) == ["helper"])
            }
        }
    }

    @Test("what a subscriber can play is what the bundles hold", arguments: TestEngine.available)
    func playable(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let world = try CatalogueFixture(connection)
                func names(_ kind: EntitlementTable.PlayableKind, _ text: String? = nil) throws -> [String] {
                    try connection.entitlements.playable(kind, by: world.subscriber, matching: text, Self.all).entries
                        .map { "\($0.name) \($0.episode ?? "")" }
                }
                #expect(try names(.liveStreams) == ["One "])
                #expect(try names(.movies) == ["Movie 1 ", "Movie 2 "])
                #expect(try names(.movies, "2") == ["Movie 2 "])
                #expect(try names(.episodes) == ["Show S1 E1"])
                #expect(try names(.episodes, "nothing") == [])
                let other = try connection.subscribers.insert(
                    SubscriberDetails(username: "bob"), token: StoreFixture.token(2), now: StoreFixture.now)
                for kind in EntitlementTable.PlayableKind.allCases {
                    let total = try connection.entitlements.playable(kind, by: other, matching: nil, Self.all).total
                    #expect(total == 0, "\(kind)")
                }
            }
        }
    }
}
