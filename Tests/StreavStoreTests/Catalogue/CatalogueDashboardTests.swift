import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("The lists of the catalogue that administrators see")
struct CatalogueDashboardTests {
    private static let all = ListSlice(offset: 0, limit: 100)

    @Test("Movies and shows are narrowed and counted, each with its genres in order", arguments: TestEngine.available)
    func titles(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let fixture = try CatalogueFixture(connection, movies: 5)
                func movies(_ filter: TitleFilter) throws -> [Int32] {
                    try connection.movies.list(filter, order: .title, descending: false, Self.all).entries.map(\.id)
                }
                let ids = fixture.movies.map(\.rawValue)
                #expect(try movies(TitleFilter()) == ids)
                #expect(try movies(TitleFilter(text: "movie 3")) == [ids[3]])
                #expect(try movies(TitleFilter(text: "%")) == [])
                #expect(try movies(TitleFilter(genre: fixture.genres[0], isPlayable: true)) == Array(ids[..<3]))
                #expect(try movies(TitleFilter(isPlayable: false)) == Array(ids[3...]))
                #expect(try movies(TitleFilter(isAdult: true)) == [])
                #expect(try movies(TitleFilter(language: "en")) == [])
                let page = try connection.movies.list(
                    TitleFilter(), order: .files, descending: true, ListSlice(offset: 1, limit: 2))
                #expect(page.total == 5 && page.entries.map(\.id) == [ids[1], ids[2]])
                #expect(page.entries.map(\.genres) == [["Music", "Drama"], ["Music", "Drama"]])
                let show = try #require(
                    try connection.shows.list(TitleFilter(isPlayable: true), order: .title, descending: false, Self.all)
                        .entries.first)
                #expect(show.files == 1 && show.episodes == 1 && show.genres == ["Drama"])
                #expect(try connection.movies.names(of: [fixture.movies[1], MovieID(999)]).map(\.name) == ["Movie 1"])
                #expect(try connection.movies.bundles(of: fixture.movies[1]).map(\.name) == ["Basic"])
                #expect(try connection.movies.bundles(of: fixture.movies[0]) == [])
                #expect(try connection.shows.languages() == [])
            }
        }
    }

    @Test("Every order has the same rows, and its reverse begins with the last", arguments: TestEngine.available)
    func orders(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let fixture = try CatalogueFixture(connection, movies: 7)
                for order in TitleOrder.allCases {
                    for descending in [false, true] {
                        let movies = try connection.movies.list(
                            TitleFilter(), order: order, descending: descending, Self.all)
                        #expect(Set(movies.entries.map(\.id)) == Set(fixture.movies.map(\.rawValue)), "\(order)")
                        let shows = try connection.shows.list(
                            TitleFilter(), order: order, descending: descending, Self.all)
                        #expect(shows.entries.count == 1, "\(order)")
                    }
                }
                for descending in [false, true] {
                    for order in PersonTable.Order.allCases {
                        let page = try connection.people.list(
                            PersonTable.Filter(), order: order, descending: descending, Self.all)
                        #expect(page.total == 2 && page.entries.count == 2, "\(order)")
                    }
                    for order in GenreTable.Order.allCases {
                        let page = try connection.genres.list(
                            text: nil, order: order, descending: descending, Self.all)
                        #expect(page.entries.count == 2, "\(order)")
                    }
                    for order in OnDemandStreamTable.Order.allCases {
                        let page = try connection.onDemandStreams.list(
                            OnDemandStreamTable.Filter(), order: order, descending: descending, Self.all)
                        #expect(page.entries.count == 4, "\(order)")
                    }
                }
            }
        }
    }

    @Test("It is known where genres, people and files are used", arguments: TestEngine.available)
    func uses(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { connection in
                let fixture = try CatalogueFixture(connection)
                let genres = try connection.genres.list(text: "dra", order: .name, descending: false, Self.all)
                #expect(genres.entries.map(\.movies) == [3] && genres.entries.map(\.shows) == [1])
                let people = try connection.people.list(
                    PersonTable.Filter(isCast: true), order: .credits, descending: true, Self.all)
                #expect(people.entries.map(\.credits) == [4, 3])
                #expect(
                    try connection.people.list(
                        PersonTable.Filter(gender: .female), order: .name, descending: false, Self.all
                    ).total == 0)
                let credits = try connection.people.credits(of: fixture.people[0], limit: 10)
                #expect(credits.map(\.title) == ["Movie 0", "Movie 1", "Movie 2", "Show"])
                #expect(credits.map(\.character) == ["No. 0", "No. 1", "No. 2", nil])
                let file = try connection.onDemandStreams.uses(of: fixture.streams[3], limit: 10)
                #expect(file.map(\.title) == ["Show"] && file[0].season == 1 && file[0].episode == 1)
                #expect(try connection.onDemandStreams.uses(of: fixture.streams[0], limit: 10).map(\.season) == [nil])
                #expect(
                    try connection.onDemandStreams.list(
                        OnDemandStreamTable.Filter(text: "MOVIES/2", isUsed: true), order: .name, descending: false,
                        Self.all
                    ).entries.map(\.stream.id) == [fixture.streams[2]])
                #expect(try connection.onDemandStreams.fileFormats(limit: 10) == [])
            }
        }
    }
}
