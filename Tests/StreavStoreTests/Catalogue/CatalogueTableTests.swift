import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("The catalogue in the store")
struct CatalogueTableTests {
    private let now = StoreFixture.now
    private let later = StoreFixture.now.advanced(by: .seconds(60))

    private static func title(_ fixture: CatalogueFixture) -> TitleDetails {
        TitleDetails(
            title: "Élan", overview: "An overview\nof two lines", releaseDate: Timestamp(milliseconds: -5),
            runtimeMinutes: 104, language: "pt", countryCode: "PT", posterURL: "{TMDB_BASE_PATH}/a.jpg",
            backdropURL: "https://a.example/b.jpg", rating: 7.4, ratingSource: "Almanac", director: "M. Serrenho",
            trailerURL: "https://a.example/t", tmdbID: 7, isAdult: true,
            genres: [fixture.genres[1], fixture.genres[0]],
            cast: [
                CastMember(person: fixture.people[1], character: "Zeferino"), CastMember(person: fixture.people[0]),
                CastMember(person: fixture.people[1], character: "Her twin"),
            ])
    }

    @Test(
        "movies and shows come back as they were stored, genres and cast in order, and change on their revision",
        arguments: TestEngine.available)
    func titles(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { [now, later] connection in
                let fixture = try CatalogueFixture(connection)
                let movie = MovieDetails(Self.title(fixture), onDemandStream: fixture.streams[0])
                let show = ShowDetails(Self.title(fixture), lastReleaseDate: later)
                let movieID = try connection.movies.insert(movie, now: now)
                let showID = try connection.shows.insert(show, now: now)
                #expect(
                    try connection.movies.find(movieID)
                        == Movie(id: movieID, details: movie, createdAt: now, updatedAt: now, revision: 1))
                #expect(
                    try connection.shows.find(showID)
                        == Show(id: showID, details: show, createdAt: now, updatedAt: now, revision: 1))
                let plain = MovieDetails(TitleDetails(title: "Plain"))
                #expect(try connection.movies.update(movieID, plain, expecting: 1, now: later))
                #expect(try !connection.movies.update(movieID, movie, expecting: 1, now: later))
                #expect(
                    try connection.movies.find(movieID)
                        == Movie(id: movieID, details: plain, createdAt: now, updatedAt: later, revision: 2))
                let bare = ShowDetails(TitleDetails(title: "Bare"))
                #expect(try connection.shows.update(showID, bare, expecting: 1, now: later))
                #expect(try !connection.shows.update(showID, show, expecting: 1, now: later))
                #expect(try connection.shows.find(showID)?.details == bare)
                #expect(try connection.movies.existing([movieID, MovieID(999)]) == [movieID])
                #expect(try connection.movies.delete(movieID))
                #expect(try !connection.movies.delete(movieID))
                #expect(try connection.movies.find(movieID) == nil)
            }
        }
    }

    @Test("people, genres and on-demand streams come back as they were stored", arguments: TestEngine.available)
    func others(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { [now, later] connection in
                let person = PersonDetails(
                    name: "Inês", biography: "Trained.", knownFor: "Acting", birthDate: "1970-01-31",
                    deathDay: "2020-02-29", birthPlace: "Setúbal", profilePictureURL: "{TMDB_BASE_PATH}/p.jpg",
                    gender: .nonBinary, imdbID: "nm0000005", popularity: 12)
                let personID = try connection.people.insert(person, now: now)
                #expect(try connection.people.find(personID)?.details == person)
                #expect(try connection.people.update(personID, PersonDetails(name: "I"), expecting: 1, now: later))
                #expect(try !connection.people.update(personID, person, expecting: 1, now: later))
                #expect(try connection.people.find(personID)?.details == PersonDetails(name: "I"))

                let genreID = try connection.genres.insert(GenreDetails(name: "Noir"), now: now)
                #expect(try connection.genres.update(genreID, GenreDetails(name: "NOIR"), now: later))
                #expect(
                    try connection.genres.find(genreID)
                        == Genre(id: genreID, details: GenreDetails(name: "NOIR"), createdAt: now, updatedAt: later))
                #expect(try connection.genres.delete(genreID))
                #expect(try !connection.genres.update(genreID, GenreDetails(name: "Noir"), now: later))

                let file = OnDemandStreamDetails(
                    name: "File", mediaKey: "a/b.mp4", fileFormat: "mp4", durationMilliseconds: 1, sizeBytes: .max,
                    bitsPerSecond: 3, videoCodec: "avc1.64001f", audioCodec: "mp4a.40.2", width: 640, height: 360)
                let fileID = try connection.onDemandStreams.insert(file, now: now)
                #expect(try connection.onDemandStreams.find(mediaKey: "a/b.mp4")?.id == fileID)
                #expect(try connection.onDemandStreams.find(fileID)?.details == file)
                let other = OnDemandStreamDetails(name: "Other", mediaKey: "c.mp4")
                #expect(try connection.onDemandStreams.update(fileID, other, expecting: 1, now: later))
                #expect(try connection.onDemandStreams.find(fileID)?.details == other)
            }
        }
    }

    @Test(
        "seasons and episodes are put by their numbers, keep their ids, and go with their show",
        arguments: TestEngine.available)
    func shows(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { [now, later] connection in
                let fixture = try CatalogueFixture(connection)
                let shows = connection.shows
                let details = SeasonDetails(
                    number: 0, name: "Specials", overview: "o", releaseDate: now, posterURL: "https://a.example/p",
                    backdropURL: "https://a.example/b")
                let season = try shows.putSeason(details, of: fixture.show)
                #expect(try shows.seasons(of: fixture.show).map(\.details.number) == [0, 1])
                #expect(
                    try shows.season(0, of: fixture.show) == Season(id: season, show: fixture.show, details: details))
                #expect(try shows.putSeason(SeasonDetails(number: 0), of: fixture.show) == season)
                #expect(try shows.season(0, of: fixture.show)?.details == SeasonDetails(number: 0))
                let episode = EpisodeDetails(
                    number: 2, name: "Two", overview: "o", releaseDate: now, runtimeMinutes: 45,
                    backdropURL: "https://a.example/b", onDemandStream: fixture.streams[2])
                let id = try shows.putEpisode(episode, of: season, now: now)
                #expect(
                    try shows.episode(2, of: season)
                        == Episode(id: id, season: season, details: episode, createdAt: now, updatedAt: now))
                #expect(try shows.putEpisode(EpisodeDetails(number: 2), of: season, now: later) == id)
                #expect(
                    try shows.episodes(of: season) == [
                        Episode(
                            id: id, season: season, details: EpisodeDetails(number: 2), createdAt: now, updatedAt: later
                        )
                    ])
                #expect(try !shows.hasStreams(season) && shows.hasStreams(fixture.show))
                #expect(try shows.isInBundle(fixture.show) && !connection.movies.isInBundle(fixture.movies[0]))
                #expect(try shows.deleteEpisode(id) && shows.delete(fixture.show))
                let left: Int = try connection.value(
                    "SELECT (SELECT count(*) FROM seasons) + (SELECT count(*) FROM episodes)")
                #expect(left == 0)
            }
        }
    }

    @Test(
        "a bundle keeps its movies and shows in order, and a subscriber may watch what they play",
        arguments: TestEngine.available)
    func bundles(_ engine: TestEngine) async throws {
        try await StoreFixture.withDatabase(engine) { database in
            try await database.write { [later] connection in
                let fixture = try CatalogueFixture(connection, movies: 4)
                let found = try #require(try connection.bundles.find(fixture.bundle))
                #expect(found.details.movies == fixture.movies.dropFirst().reversed())
                #expect(found.details.shows == [fixture.show])
                let streams = fixture.streams
                func watched() throws -> OnDemandStreamSet? {
                    try connection.entitlements.find(fixture.subscriber)?.onDemandStreamIDs
                }
                #expect(try watched() == [streams[1], streams[2], streams[3]])
                _ = try connection.onDemandStreams.delete(streams[3])
                #expect(try watched() == [streams[1], streams[2]])
                #expect(
                    try connection.bundles.update(
                        fixture.bundle, BundleDetails(name: "Basic", movies: [fixture.movies[0]]), expecting: 1,
                        now: later))
                #expect(try watched() == [streams[0]])
                _ = try connection.movies.delete(fixture.movies[0])
                #expect(try watched() == .empty)
                #expect(try connection.movies.find(fixture.movies[1])?.details.onDemandStream == streams[1])
            }
        }
    }
}
