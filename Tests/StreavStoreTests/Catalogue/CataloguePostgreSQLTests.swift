import StreavDomain
import StreavSQL
import StreavStore
import Testing

/// The catalogue's statements, as they ran on SQLite, on PostgreSQL itself.
@Suite("The catalogue on PostgreSQL", .serialized)
struct CataloguePostgreSQLTests {
    private typealias Queries = CatalogueQueries

    /// A statement as PostgreSQL takes it, and what SQLite answered: the first column of each row.
    private struct Step: Sendable {
        let text: String
        let answer: [String]
    }

    @Test("every statement of the catalogue answers the same on both engines")
    func same() async throws {
        let database = try await StoreFixture.database()
        let steps = try await database.write { connection -> [Step] in
            let traced = TracedConnection(connection)
            let fixture = try CatalogueFixture(traced, movies: 40)
            try Self.change(traced, fixture)
            try Self.list(traced, fixture)
            return try zip(traced.statements, traced.answers).map { statement, answer in
                Step(text: try statement.script(for: .postgresql), answer: answer.map(Self.text))
            }
        }
        #expect(steps.count > 200)
        let mark = "---- step"
        let schema = try Migrator().script(for: .postgresql, now: StoreFixture.now)
        let script = steps.map { "\\echo '\(mark)'\n\($0.text);\n" }.joined()
        let answers = try PostgreSQL.psql([schema, script])
        #expect(answers[0].status == 0, "\(answers[0].errors)")
        #expect(answers[1].status == 0, "\(answers[1].errors)")
        let parts = answers[1].output.split(separator: "\n", omittingEmptySubsequences: false)
            .split(separator: mark[...], omittingEmptySubsequences: false).dropFirst()
        #expect(parts.count == steps.count)
        for (part, step) in zip(parts, steps) {
            var given = part.map { String($0.prefix { $0 != "|" }) }
            var expected = step.answer
            // Relations are in order within each owner, and owners in any.
            let isOrdered = step.text.contains("ORDER BY") && !step.text.contains("AS owner")
            if !isOrdered { (given, expected) = (given.sorted(), expected.sorted()) }
            #expect(given == expected, "\(step.text)")
        }
    }

    private static func change(_ connection: TracedConnection, _ fixture: CatalogueFixture) throws {
        let later = StoreFixture.now.advanced(by: .seconds(60))
        let movie = fixture.movies[5]
        for details in [
            MovieDetails(TitleDetails(title: "100% of_it's \\ Élan", rating: 7.5, genres: fixture.genres)),
            MovieDetails(TitleDetails(title: "Movie 6"), onDemandStream: fixture.streams[0]),
        ] {
            let revision = try connection.movies.find(movie)?.revision ?? 0
            #expect(try connection.movies.update(movie, details, expecting: revision, now: later))
        }
        #expect(try connection.movies.existing(fixture.movies).count == fixture.movies.count)
        #expect(try connection.movies.isInBundle(movie) && connection.shows.isInBundle(fixture.show))
        #expect(
            try connection.shows.update(
                fixture.show, ShowDetails(TitleDetails(title: "Show 2", genres: fixture.genres)), expecting: 1,
                now: later))
        let season = try connection.shows.putSeason(SeasonDetails(number: 1, name: "First"), of: fixture.show)
        let episode = try connection.shows.putEpisode(
            EpisodeDetails(number: 1, name: "Pilot", onDemandStream: fixture.streams[2]), of: season, now: later)
        #expect(try connection.shows.episode(1, of: season)?.id == episode)
        #expect(try connection.shows.hasStreams(season) && connection.shows.hasStreams(fixture.show))
        _ = try connection.shows.seasons(of: fixture.show)
        _ = try connection.shows.episodes(of: season)
        #expect(
            try connection.people.update(
                fixture.people[0],
                PersonDetails(name: "Ada R.", birthDate: "1970-01-31", gender: .female, popularity: 12.3), expecting: 1,
                now: later))
        #expect(try connection.genres.update(fixture.genres[0], GenreDetails(name: "Tragedy"), now: later))
        let file = OnDemandStreamDetails(
            name: "File", mediaKey: "movies/new.mp4", fileFormat: "mp4", durationMilliseconds: 90_500, sizeBytes: .max,
            bitsPerSecond: 1, videoCodec: "avc1", audioCodec: "mp4a", width: 640, height: 360)
        #expect(try connection.onDemandStreams.update(fixture.streams[1], file, expecting: 1, now: later))
        #expect(try connection.onDemandStreams.find(mediaKey: "movies/new.mp4")?.id == fixture.streams[1])
        #expect(try connection.bundles.find(fixture.bundle)?.details.movies.count == 39)
        #expect(try connection.entitlements.find(fixture.subscriber)?.onDemandStreamIDs.count == 3)
        #expect(try connection.movies.delete(fixture.movies[7]))
    }

    private static func list(_ connection: TracedConnection, _ fixture: CatalogueFixture) throws {
        let catalogue = connection.catalogue
        let slice = Queries.Slice(offset: 3, limit: 12)
        let first = Queries.Slice(offset: 0, limit: 12)
        for order in Queries.TitleOrder.allCases {
            for (title, bundle) in [
                (nil, nil), (nil, fixture.bundle), ("movie 1", fixture.bundle), ("%", nil), (nil, BundleID(99)),
            ] {
                _ = try catalogue.titles(
                    .movie, title: title, bundle: bundle, order: order, including: [.genres, .casts], slice)
            }
            _ = try catalogue.titles(
                .show, title: nil, bundle: fixture.bundle, order: order, including: [.genres, .casts], first)
        }
        _ = try catalogue.seasons(ofShow: fixture.show.rawValue, first)
        _ = try catalogue.episodes(ofShow: fixture.show.rawValue, season: 1, first)
        _ = try catalogue.person(fixture.people[0].rawValue)
        for order in [Queries.NameOrder.standard, .name, .nameDescending] {
            _ = try catalogue.genres(name: "a", order: order, first)
            _ = try catalogue.categories(name: nil, order: order, first)
            _ = try catalogue.bundles(name: "bas", order: order, first)
            _ = try catalogue.onDemandStreams(name: nil, order: order, first)
        }
        for order in [Queries.LiveStreamOrder.id, .number, .numberDescending, .name, .nameDescending] {
            let page = try catalogue.liveStreams(
                name: "o", category: CategoryID(1), bundle: fixture.bundle, order: order, first)
            _ = try catalogue.categories(ofLiveStreams: page.entries.map(\.id))
            _ = try catalogue.bundles(ofLiveStreams: page.entries.map(\.id))
        }
        _ = try catalogue.liveStreams(ofBundle: fixture.bundle, limit: 1000)
        _ = try catalogue.titles(.movie, ofBundle: fixture.bundle, limit: 1000)
        _ = try catalogue.titles(ofStream: fixture.streams[2], for: fixture.subscriber)
        for order in [
            Queries.SubscriberOrder.id, .username, .usernameDescending, .expiresAt, .expiresAtDescending,
        ] {
            for isExpired in [nil, true, false] as [Bool?] {
                _ = try catalogue.subscribers(
                    Queries.SubscriberFilter(
                        username: "n", email: "@", accessTokenHash: StoreFixture.token(1).hash, status: .active,
                        isExpired: isExpired), order: order,
                    including: [.bundles, .addresses, .userAgents, .countries], now: StoreFixture.now, first)
            }
        }
    }

    /// As psql writes it.
    private static func text(_ value: SQLValue) -> String {
        switch value {
        case .null: ""
        case .integer(let integer): String(integer)
        case .text(let text): text
        case .real(let real): "\(real)"
        case .blob(let bytes): "\\x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
