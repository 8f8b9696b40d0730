import StreavDomain
import StreavSQL
import StreavStore
import Testing

/// Lists walk an index in its order: a page of a large catalogue must not cost its sorting.
@Suite("How lists are read")
struct CataloguePlanTests {
    private typealias Queries = CatalogueQueries

    private static let slice = CatalogueQueries.Slice(offset: 0, limit: 25)

    private static func index(_ order: Queries.TitleOrder) -> String? {
        switch order {
        case .id: nil
        case .releaseDate: "_release_date"
        case .releaseDateDescending: "_release_date_desc"
        case .rating: "_rating"
        case .ratingDescending: "_rating_desc"
        case .title, .titleDescending: "_title_folded"
        }
    }

    /// The plan of a list's page; its whole is not sorted, at most what ties in its first column is.
    private static func plan(
        _ connection: any DatabaseConnection, _ ask: (Queries) throws -> Int
    ) throws -> String {
        let traced = TracedConnection(connection)
        let listed = try ask(traced.catalogue)
        #expect(listed > 0, "without rows the page is not asked for")
        let plan = try traced.lastPlan()
        #expect(!plan.contains("TEMP B-TREE FOR ORDER BY"), "\(plan)")
        return plan
    }

    @Test("Movies and shows are read in the order of an index, of a bundle too, found by title too")
    func titles() async throws {
        let database = try await StoreFixture.database()
        try await database.write { connection in
            let fixture = try CatalogueFixture(connection, movies: 50)
            for (kind, table, part) in [
                (Queries.TitleKind.movie, "movies", "movie"), (Queries.TitleKind.show, "shows", "sho"),
            ] {
                for order in Queries.TitleOrder.allCases {
                    for (title, bundle) in [(nil, nil), (nil, fixture.bundle), (part, nil), (part, fixture.bundle)] {
                        let plan = try Self.plan(connection) {
                            try $0.titles(
                                kind, title: title, bundle: bundle, order: order, including: [], Self.slice
                            ).entries.count
                        }
                        if let index = Self.index(order) {
                            #expect(plan.hasPrefix("SCAN \(table) USING INDEX \(table)\(index)"), "\(plan)")
                        }
                        let isInBundle = plan.contains("SEARCH c USING PRIMARY KEY (bundle_id=? AND ")
                        #expect(isInBundle == (bundle != nil), "\(plan)")
                    }
                }
            }
        }
    }

    @Test("Other lists are read in the order of an index as well")
    func others() async throws {
        let database = try await StoreFixture.database()
        try await database.write { connection in
            _ = try CatalogueFixture(connection)
            for (order, index) in [
                (Queries.SubscriberOrder.username, "subscribers_username_folded_key"),
                (.usernameDescending, "subscribers_username_folded_key"), (.expiresAt, "subscribers_expires_at"),
                (.expiresAtDescending, "subscribers_expires_at_desc"),
            ] {
                let plan = try Self.plan(connection) {
                    try $0.subscribers(
                        Queries.SubscriberFilter(), order: order, including: [], now: StoreFixture.now, Self.slice
                    ).entries.count
                }
                #expect(plan.contains(index) || plan.contains("sqlite_autoindex_subscribers"), "\(plan)")
            }
            for order in [Queries.LiveStreamOrder.id, .number, .numberDescending, .name, .nameDescending] {
                _ = try Self.plan(connection) {
                    try $0.liveStreams(name: nil, category: nil, bundle: nil, order: order, Self.slice).entries.count
                }
            }
            for order in [Queries.NameOrder.standard, .name, .nameDescending] {
                _ = try Self.plan(connection) { try $0.genres(name: nil, order: order, Self.slice).entries.count }
                _ = try Self.plan(connection) { try $0.categories(name: nil, order: order, Self.slice).entries.count }
                _ = try Self.plan(connection) { try $0.bundles(name: nil, order: order, Self.slice).entries.count }
                _ = try Self.plan(connection) {
                    try $0.onDemandStreams(name: nil, order: order, Self.slice).entries.count
                }
            }
        }
    }

    @Test("Seasons and episodes are found by their numbers, and a token by its index")
    func found() async throws {
        let database = try await StoreFixture.database()
        try await database.write { connection in
            let fixture = try CatalogueFixture(connection)
            let seasons = try Self.plan(connection) {
                try $0.seasons(ofShow: fixture.show.rawValue, Self.slice)?.entries.count ?? 0
            }
            let episodes = try Self.plan(connection) {
                try $0.episodes(ofShow: fixture.show.rawValue, season: 1, Self.slice)?.entries.count ?? 0
            }
            for plan in [seasons, episodes] { #expect(plan.hasPrefix("SEARCH "), "\(plan)") }
            let token = try Self.plan(connection) {
                try $0.subscribers(
                    Queries.SubscriberFilter(accessTokenHash: StoreFixture.token(1).hash), order: .id, including: [],
                    now: StoreFixture.now, Self.slice
                ).entries.count
            }
            #expect(token.hasPrefix("SEARCH subscribers USING INDEX"), "\(token)")
            let traced = TracedConnection(connection)
            _ = try traced.entitlements.onDemandStreams(of: fixture.subscriber)
            #expect(try !traced.lastPlan().contains("SCAN"))
        }
    }
}
