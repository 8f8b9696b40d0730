import DatabaseFixtures
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("The catalogue by the control plane")
struct CatalogueControlTests {
    /// A movie and a show of one episode in a bundle of one subscriber; streams 0 and 1 are played, 2 is spare.
    private struct House: Sendable {
        let streams: [OnDemandStreamID]
        let movie: Movie
        let show: Show
        let bundle: Bundle
        let subscriber: SubscriberID
    }

    private static func house(_ fixture: ControlFixture) async throws -> House {
        try await fixture.perform { transaction in
            let streams = try (0...2).map {
                try transaction.onDemandStreams.create(
                    OnDemandStreamDetails(name: "File \($0)", mediaKey: "movies/\($0).mp4")
                ).id
            }
            let movie = try transaction.movies.create(
                MovieDetails(TitleDetails(title: "Night Train"), onDemandStream: streams[0]))
            let show = try transaction.shows.create(ShowDetails(TitleDetails(title: "Pellow")))
            try transaction.shows.putSeason(SeasonDetails(number: 1), of: show.id)
            try transaction.shows.putEpisode(
                EpisodeDetails(number: 3, onDemandStream: streams[1]), of: show.id, season: 1)
            let bundle = try transaction.bundles.create(
                BundleDetails(name: "Basic", movies: [movie.id], shows: [show.id]))
            let subscriber = try transaction.subscribers.create(
                SubscriberDetails(username: "ann", bundles: [bundle.id])
            ).subscriber.id
            return House(streams: streams, movie: movie, show: show, bundle: bundle, subscriber: subscriber)
        }
    }

    /// The types of events that `change` puts into the outbox.
    private static func events(
        _ fixture: ControlFixture, _ change: @escaping @Sendable (ControlTransaction) throws -> Void
    ) async throws -> [String] {
        let before = try await fixture.waiting().count
        try await fixture.perform(change)
        return try await fixture.waiting().dropFirst(before).map(\.type)
    }

    private static func streams(_ fixture: ControlFixture, _ house: House) async throws -> OnDemandStreamSet? {
        try await fixture.database.read { try $0.entitlements.find(house.subscriber)?.onDemandStreamIDs }
    }

    @Test(
        "a subscriber may watch what the movies and episodes of its bundles play, and the nodes hear of changes",
        arguments: TestEngine.available)
    func entitlements(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let house = try await Self.house(fixture)
            let streams = house.streams
            #expect(try await Self.streams(fixture, house) == [streams[0], streams[1]])

            var details = house.movie.details
            details.onDemandStream = streams[2]
            let moved = try await Self.events(fixture) { [details] in try $0.movies.update(house.movie.id, details) }
            #expect(moved == ["catalogue.changed"])
            #expect(try await Self.streams(fixture, house) == [streams[1], streams[2]])
            let renamed = try await Self.events(fixture) { [details] transaction in
                var details = details
                details.common.title = "Night Train to Porto"
                try transaction.movies.update(house.movie.id, details)
            }
            #expect(renamed == [], "what is played is the same")

            let episode = try await Self.events(fixture) { transaction in
                try transaction.shows.putEpisode(
                    EpisodeDetails(number: 4, onDemandStream: streams[0]), of: house.show.id, season: 1)
                try transaction.shows.putEpisode(EpisodeDetails(number: 5), of: house.show.id, season: 1)
                try transaction.shows.deleteEpisode(3, of: house.show.id, season: 1)
            }
            #expect(episode == ["catalogue.changed"], "once in a transaction")
            #expect(try await Self.streams(fixture, house) == [streams[0], streams[2]])

            let file = try await Self.events(fixture) { try $0.onDemandStreams.delete(streams[2]) }
            #expect(file == ["on-demand-stream.changed"])
            #expect(try await Self.streams(fixture, house) == [streams[0]])
            let movie = try await Self.events(fixture) { try $0.movies.delete(house.movie.id) }
            #expect(movie == [], "nothing is played by it any more")
            let season = try await Self.events(fixture) { try $0.shows.deleteSeason(1, of: house.show.id) }
            #expect(season == ["catalogue.changed"])
            #expect(try await Self.streams(fixture, house) == .empty)
            let show = try await Self.events(fixture) { try $0.shows.delete(house.show.id) }
            #expect(show == [])
            let bundle = try await fixture.database.read { try $0.bundles.find(house.bundle.id) }
            #expect(bundle?.details.movies == [] && bundle?.details.shows == [])
        }
    }

    @Test(
        "deleting a movie or a show that is played in a bundle is told to the nodes, at its own generation",
        arguments: TestEngine.available)
    func deletions(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let house = try await Self.house(fixture)
            let movie = try await Self.events(fixture) { try $0.movies.delete(house.movie.id) }
            #expect(movie == ["catalogue.changed"])
            let show = try await Self.events(fixture) { try $0.shows.delete(house.show.id) }
            #expect(show == ["catalogue.changed"])
            let last = try #require(try await fixture.waiting().last)
            let sequence = try await fixture.database.read { try $0.activity.lastSequence() }
            #expect(String(decoding: last.payload, as: UTF8.self) == #"{"generation":\#(sequence)}"#)
            #expect(try await Self.streams(fixture, house) == .empty)
            #expect(ControlEvents.types.contains(CatalogueChanged.type))
            #expect(ControlEvents.types.contains(OnDemandStreamChanged.type))
        }
    }

    @Test("what is in no bundle concerns no node", arguments: TestEngine.available)
    func unbundled(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let house = try await Self.house(fixture)
            let events = try await Self.events(fixture) { transaction in
                let movie = try transaction.movies.create(
                    MovieDetails(TitleDetails(title: "Other"), onDemandStream: house.streams[2]))
                try transaction.movies.update(movie.id, MovieDetails(TitleDetails(title: "Other")))
                let show = try transaction.shows.create(ShowDetails(TitleDetails(title: "Other")))
                try transaction.shows.putSeason(SeasonDetails(number: 0), of: show.id)
                try transaction.shows.putEpisode(
                    EpisodeDetails(number: 1, onDemandStream: house.streams[2]), of: show.id, season: 0)
                try transaction.shows.delete(show.id)
                try transaction.movies.delete(movie.id)
            }
            #expect(events == [])
        }
    }

    @Test("whatever is referred to and missing is named", arguments: TestEngine.available)
    func references(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let house = try await Self.house(fixture)
            func fields(_ body: @escaping @Sendable (ControlTransaction) throws -> Void) async throws -> [String] {
                do {
                    try await fixture.perform(body)
                    return []
                } catch let error as InvalidInput {
                    return error.problems.map(\.field)
                }
            }
            let person = try await fixture.perform { try $0.people.create(PersonDetails(name: "Ada")).id }
            let genre = try await fixture.perform { try $0.genres.create(GenreDetails(name: "Drama")).id }
            let title = TitleDetails(
                title: "A", genres: [GenreID(99), genre],
                cast: [CastMember(person: person), CastMember(person: person), CastMember(person: PersonID(99))])
            let missing = ["genres[0]", "cast[2].person"]
            #expect(
                try await fields {
                    _ = try $0.movies.create(MovieDetails(title, onDemandStream: OnDemandStreamID(99)))
                } == missing + ["onDemandStream"])
            #expect(try await fields { try $0.shows.update(house.show.id, ShowDetails(title)) } == missing)
            #expect(
                try await fields { transaction in
                    try transaction.shows.putEpisode(
                        EpisodeDetails(number: 1, onDemandStream: OnDemandStreamID(99)), of: house.show.id, season: 1)
                } == ["onDemandStream"])
            #expect(
                try await fields { transaction in
                    _ = try transaction.bundles.create(
                        BundleDetails(
                            name: "B", movies: [house.movie.id, MovieID(98)], shows: [ShowID(99), house.show.id]))
                } == ["movies[1]", "shows[0]"])
            #expect(try await fields { _ = try $0.genres.create(GenreDetails(name: "DRAMA")) } == ["name"])
            for key in ["movies/0.mp4", "../secret", "/etc/passwd", "a//b", ".hidden", "a\\b"] {
                #expect(
                    try await fields {
                        _ = try $0.onDemandStreams.create(OnDemandStreamDetails(name: "File", mediaKey: key))
                    } == ["mediaKey"], "\(key)")
            }
            await #expect(throws: ControlError.notFound(resource: "season", id: 9)) {
                try await fixture.perform {
                    try $0.shows.putEpisode(EpisodeDetails(number: 1), of: house.show.id, season: 9)
                }
            }
            await #expect(throws: ControlError.notFound(resource: "episode", id: .max)) {
                try await fixture.perform { try $0.shows.deleteEpisode(.max, of: house.show.id, season: 1) }
            }
            await #expect(throws: ControlError.notFound(resource: "show", id: 99)) {
                try await fixture.perform { try $0.shows.putSeason(SeasonDetails(number: 1), of: ShowID(99)) }
            }
        }
    }

    @Test("what is put twice is changed, and every change stands in a log that holds", arguments: TestEngine.available)
    func log(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let house = try await Self.house(fixture)
            let made = try await fixture.perform { transaction in
                try transaction.shows.putSeason(SeasonDetails(number: 1, name: "First"), of: house.show.id)
                return try transaction.shows.putEpisode(
                    EpisodeDetails(number: 3, name: "Pilot", onDemandStream: house.streams[1]), of: house.show.id,
                    season: 1)
            }
            let last = try #require(try await fixture.activity().last?.activity)
            #expect(last.action == "episode.put" && last.resourceName == "Pellow 1x03")
            #expect(last.before?.contains("Pilot") == false && last.after?.contains("Pilot") == true)
            let stored = try await fixture.database.read { connection -> [Episode] in
                let season = try connection.shows.season(1, of: house.show.id)
                #expect(season?.details.name == "First")
                return try season.map { try connection.shows.episodes(of: $0.id) } ?? []
            }
            #expect(stored == [made])
            let genre = try await fixture.perform { try $0.genres.create(GenreDetails(name: "Drama")) }
            let person = try await fixture.perform { try $0.people.create(PersonDetails(name: "Ada")) }
            try await fixture.perform { transaction in
                try transaction.genres.update(genre.id, GenreDetails(name: "Tragedy"))
                try transaction.people.update(person.id, PersonDetails(name: "Ada Reyes"), expecting: 1)
                try transaction.genres.delete(genre.id)
                try transaction.people.delete(person.id)
            }
            await #expect(throws: ControlError.changedMeanwhile(resource: "movie", id: house.movie.id.rawValue)) {
                try await fixture.perform { try $0.movies.update(house.movie.id, house.movie.details, expecting: 7) }
            }
            await #expect(throws: ControlError.notFound(resource: "genre", id: genre.id.rawValue)) {
                try await fixture.perform { try $0.genres.delete(genre.id) }
            }
            let verdict = try await fixture.plane.verifyActivity()
            let count = try await fixture.activity().count
            #expect(verdict == .intact(entries: Int64(count)))
        }
    }
}
