import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("Lists of the catalogue")
struct CatalogueListTests {
    private typealias Queries = CatalogueQueries

    private static let everything: Set<Queries.TitleInclude> = [.genres, .casts]

    /// What a movie is sorted by.
    private struct Key {
        let id: Int32
        let date: Int64?
        let rating: Double?
        let title: String
    }

    /// Values that tie, and values that are missing, which come last in either direction; ids break every tie.
    private static func sorted(_ keys: [Key], _ order: Queries.TitleOrder) -> [Int32] {
        func by<Value: Comparable>(_ value: (Key) -> Value?, _ comes: (Value, Value) -> Bool) -> [Int32] {
            keys.sorted { left, right in
                switch (value(left), value(right)) {
                case (let one?, let other?) where one != other: comes(one, other)
                case (.some, nil): true
                case (nil, .some): false
                default: left.id < right.id
                }
            }.map(\.id)
        }
        return switch order {
        case .id: keys.map(\.id).sorted()
        case .releaseDate: by(\.date, <)
        case .releaseDateDescending: by(\.date, >)
        case .rating: by(\.rating, <)
        case .ratingDescending: by(\.rating, >)
        case .title: by(\.title, <)
        case .titleDescending: by(\.title, >)
        }
    }

    @Test(
        "Every order, filter and page is what sorting it all by hand gives", arguments: TestEngine.available,
        [1, 2, 3] as [UInt64])
    func model(_ engine: TestEngine, seed: UInt64) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                var random = SplitMix(state: seed)
                let now = StoreFixture.now
                let keys = try (0..<60).map { _ in
                    let date = Int64.random(in: 0...6, using: &random)
                    let rating = Double(Int.random(in: 0...5, using: &random))
                    let title =
                        ["Élan", "élan 2", "100% of_it", "100 of it", "Zed"].randomElement(using: &random) ?? ""
                    let details = TitleDetails(
                        title: title, releaseDate: date == 6 ? nil : Timestamp(milliseconds: date),
                        rating: rating == 5 ? nil : rating)
                    let id = try connection.movies.insert(MovieDetails(details), now: now)
                    return Key(
                        id: id.rawValue, date: date == 6 ? nil : date, rating: rating == 5 ? nil : rating,
                        title: title.lowercased())
                }
                let members = keys.filter { _ in Bool.random(using: &random) }
                let bundle = try connection.bundles.insert(
                    BundleDetails(name: "Some", movies: members.map { MovieID($0.id) }), now: now)
                for order in Queries.TitleOrder.allCases {
                    for part in [nil, "ÉLAN", "%", "_", "0", "none"] as [String?] {
                        for (place, pool) in [(nil, keys), (bundle, members), (BundleID(99), [])] {
                            let expected = Self.sorted(
                                pool.filter { part.map($0.title.contains(folded:)) ?? true }, order)
                            var listed: [Int32] = []
                            for offset in stride(from: 0, through: 63, by: 7) {
                                let page = try connection.catalogue.titles(
                                    .movie, title: part, bundle: place, order: order, including: [],
                                    Queries.Slice(offset: offset, limit: 7))
                                #expect(page.total == expected.count)
                                listed += page.entries.map(\.id)
                            }
                            #expect(listed == expected, "\(order) \(part ?? "") \(place?.rawValue ?? 0)")
                        }
                    }
                }
            }
        }
    }

    @Test(
        "A list takes two statements and one for each relation, however many entries it has",
        arguments: TestEngine.available)
    func statements(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let fixture = try CatalogueFixture(connection, movies: 40)
                func counted<Value>(_ ask: (Queries) throws -> Value) rethrows -> (value: Value, statements: Int) {
                    let traced = TracedConnection(connection)
                    return (try ask(traced.catalogue), traced.statements.count)
                }
                for limit in [1, 30] {
                    let slice = Queries.Slice(offset: 0, limit: limit)
                    let movies = try counted {
                        try $0.titles(
                            .movie, title: nil, bundle: fixture.bundle, order: .rating, including: Self.everything,
                            slice)
                    }
                    #expect(movies.statements == 4)
                    #expect(movies.value.entries.count == limit)
                    #expect(movies.value.entries.allSatisfy { $0.genres.map(\.name) == ["Music", "Drama"] })
                    #expect(movies.value.entries.allSatisfy { $0.casts.map(\.name) == ["Jo", "Ada"] })
                }
                let slice = Queries.Slice(offset: 0, limit: 10)
                let shows = try counted {
                    try $0.titles(
                        .show, title: "sh", bundle: fixture.bundle, order: .title, including: Self.everything, slice)
                }
                #expect(shows.statements == 4)
                #expect(shows.value.entries.first?.genres.map(\.name) == ["Drama"])
                let subscribers = try counted {
                    try $0.subscribers(
                        Queries.SubscriberFilter(), order: .username,
                        including: [.bundles, .addresses, .userAgents, .countries], now: StoreFixture.now, slice)
                }
                #expect(subscribers.statements == 6)
                #expect(subscribers.value.entries.first?.bundles.map(\.name) == ["Basic"])
                #expect(subscribers.value.entries.first?.subscriber.details.addresses == ["192.0.2.1"])
                let bundles = try counted { try $0.bundles(name: nil, order: .name, slice) }
                #expect(bundles.statements == 2)
                #expect(
                    bundles.value.entries.map(\.movieCount) == [39] && bundles.value.entries.map(\.showCount) == [1])
                let contents = try counted { try $0.titles(.movie, ofBundle: fixture.bundle, limit: 1000) }
                #expect(contents.statements == 1)
                #expect(contents.value.map(\.id) == fixture.movies.dropFirst().reversed().map(\.rawValue))
            }
        }
    }

    @Test(
        "What has passed is expired, what has not or never will is not; a token is found by its whole hash",
        arguments: TestEngine.available)
    func subscribers(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let now = StoreFixture.now
                for (index, seconds) in ([-1, 0, 1, nil] as [Int?]).enumerated() {
                    _ = try connection.subscribers.insert(
                        SubscriberDetails(
                            username: "viewer\(index)", email: index == 0 ? "A_b%@Example.org" : nil,
                            status: index == 3 ? .banned : .active,
                            expiresAt: seconds.map { now.advanced(by: .seconds($0)) }),
                        token: StoreFixture.token(UInt8(index)), now: now)
                }
                func ids(
                    _ filter: Queries.SubscriberFilter, _ order: Queries.SubscriberOrder = .id
                ) throws -> [Int32] {
                    try connection.catalogue.subscribers(
                        filter, order: order, including: [], now: now, Queries.Slice(offset: 0, limit: 10)
                    ).entries.map(\.subscriber.id.rawValue)
                }
                #expect(try ids(Queries.SubscriberFilter(isExpired: true)) == [1, 2])
                #expect(try ids(Queries.SubscriberFilter(isExpired: false)) == [3, 4])
                #expect(try ids(Queries.SubscriberFilter(status: .banned)) == [4])
                #expect(try ids(Queries.SubscriberFilter(email: "_B%@")) == [1])
                #expect(try ids(Queries.SubscriberFilter(username: "ER3")) == [4])
                let token = StoreFixture.token(2).hash
                #expect(try ids(Queries.SubscriberFilter(accessTokenHash: token)) == [3])
                #expect(try ids(Queries.SubscriberFilter(accessTokenHash: Array(token.dropLast()))) == [])
                #expect(try ids(Queries.SubscriberFilter(), .expiresAt) == [1, 2, 3, 4])
                #expect(try ids(Queries.SubscriberFilter(), .expiresAtDescending) == [3, 2, 1, 4])
                #expect(try ids(Queries.SubscriberFilter(), .usernameDescending) == [4, 3, 2, 1])
            }
        }
    }
}

extension String {
    fileprivate func contains(folded part: String) -> Bool {
        part.isEmpty || firstRange(of: FoldedText.fold(part)) != nil
    }
}

/// Numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
