import FoundationEssentials
import StreavAssembly
import StreavControl
import StreavDomain
import StreavPorts
import StreavStreaming

extension WorldSeeder {
    /// Films and shows, with what is known of their files.
    struct Catalogue: Sendable {
        var document: SeededCatalogue
        /// By their keys.
        var streams: [String: OnDemandStreamDetails]
    }

    /// What the seeding of a catalogue made, for bundles.
    struct SeededTitles: Sendable {
        var movies: [MovieID] = []
        var shows: [ShowID] = []
    }

    /// Reads the catalogue, and its files.
    ///
    /// - Throws: ``SimulationError`` where a file of it cannot be played.
    static func catalogue(at path: String, media: any MediaStore) async throws -> Catalogue {
        let document = try SeededCatalogue.read(path)
        let probe = MediaProbe(store: media)
        var streams: [String: OnDemandStreamDetails] = [:]
        for key in document.files {
            do {
                guard let file = try await media.file(forKey: key) else {
                    throw SimulationError(.startup, "the seeded film \(key) is not there; use --fixtures.")
                }
                streams[key] = try await probe.details(of: file)
            } catch let error as MediaStoreError {
                throw SimulationError(.startup, "the seeded film \(key) cannot be read: \(error.message).")
            } catch let error as OnDemandFailure {
                throw SimulationError(.startup, "the seeded film \(key) cannot be played: \(error.message)")
            }
        }
        return Catalogue(document: document, streams: streams)
    }

    static func seedCatalogue(_ transaction: ControlTransaction, _ catalogue: Catalogue) throws -> SeededTitles {
        let document = catalogue.document
        var streams: [String: OnDemandStreamID] = [:]
        for key in document.files {
            guard let details = catalogue.streams[key] else { continue }
            streams[key] = try transaction.onDemandStreams.create(details).id
        }
        var names = Names()
        for genre in document.genres {
            names.genres[genre] = try transaction.genres.create(GenreDetails(name: genre)).id
        }
        for person in document.people {
            names.people[person.key] = try transaction.people.create(person.details).id
        }
        var titles = SeededTitles()
        for movie in document.movies {
            titles.movies.append(
                try transaction.movies.create(
                    MovieDetails(try names.details(of: movie.title), onDemandStream: streams[movie.file])
                ).id)
        }
        for show in document.shows {
            let made = try transaction.shows.create(
                ShowDetails(
                    try names.details(of: show.title), lastReleaseDate: try Timestamp(day: show.lastReleaseDate)))
            titles.shows.append(made.id)
            for season in show.seasons { try seed(season, of: made.id, streams, transaction) }
        }
        return titles
    }

    private static func seed(
        _ season: SeededCatalogue.Season, of show: ShowID, _ streams: [String: OnDemandStreamID],
        _ transaction: ControlTransaction
    ) throws {
        _ = try transaction.shows.putSeason(
            SeasonDetails(
                number: season.number, name: season.name, overview: season.overview,
                releaseDate: try Timestamp(day: season.releaseDate), posterURL: imageURL(season.poster),
                backdropURL: imageURL(season.backdrop)), of: show)
        for episode in season.episodes {
            _ = try transaction.shows.putEpisode(
                EpisodeDetails(
                    number: episode.number, name: episode.name, overview: episode.overview,
                    releaseDate: try Timestamp(day: episode.releaseDate), runtimeMinutes: episode.runtimeMinutes,
                    backdropURL: imageURL(episode.backdrop), onDemandStream: streams[episode.file]),
                of: show, season: season.number)
        }
    }

    /// Of a picture among the fixtures.
    fileprivate static func imageURL(_ picture: String?) -> String? { picture.map { "/images/" + $0 } }

    /// Ids by the names that the catalogue uses.
    private struct Names {
        var genres: [String: GenreID] = [:]
        var people: [String: PersonID] = [:]

        func details(of title: SeededCatalogue.Title) throws -> TitleDetails {
            TitleDetails(
                title: title.title, overview: title.overview, releaseDate: try Timestamp(day: title.releaseDate),
                runtimeMinutes: title.runtimeMinutes, language: title.language, countryCode: title.countryCode,
                posterURL: WorldSeeder.imageURL(title.poster), backdropURL: WorldSeeder.imageURL(title.backdrop),
                rating: title.rating, ratingSource: title.ratingSource, director: title.director,
                genres: title.genres.compactMap { genres[$0] },
                cast: title.cast.compactMap { role in
                    people[role.person].map { CastMember(person: $0, character: role.character) }
                })
        }
    }
}

extension SeededCatalogue.Person {
    fileprivate var details: PersonDetails {
        PersonDetails(
            name: name, biography: biography, knownFor: knownFor, birthDate: birthDate, deathDay: deathDay,
            birthPlace: birthPlace, profilePictureURL: WorldSeeder.imageURL(picture), gender: gender,
            popularity: popularity)
    }
}

extension Timestamp {
    /// Midnight in UTC of `yyyy-MM-dd`.
    fileprivate init(day: String) throws {
        let date = try Date(day, strategy: .iso8601.year().month().day())
        self.init(milliseconds: Int64(date.timeIntervalSince1970) * 1_000)
    }
}
