import StreavDomain
import StreavSQL
import StreavStore

/// A catalogue in which every relation is used.
struct CatalogueFixture {
    let genres: [GenreID]
    let people: [PersonID]
    let streams: [OnDemandStreamID]
    let movies: [MovieID]
    let show: ShowID
    let bundle: BundleID
    let subscriber: SubscriberID

    /// - Parameter movies: How many; in the bundle are all but the first.
    init(_ connection: any DatabaseConnection, movies count: Int = 3) throws {
        let now = StoreFixture.now
        genres = try ["Drama", "Music"].map { try connection.genres.insert(GenreDetails(name: $0), now: now) }
        people = try ["Ada", "Jo"].map { try connection.people.insert(PersonDetails(name: $0), now: now) }
        streams = try (0...3).map {
            try connection.onDemandStreams.insert(
                OnDemandStreamDetails(name: "File \($0)", mediaKey: "movies/\($0).mp4"), now: now)
        }
        let (genres, people, streams) = (genres, people, streams)
        movies = try (0..<count).map { index in
            try connection.movies.insert(
                MovieDetails(
                    TitleDetails(
                        title: "Movie \(index)", releaseDate: index % 3 == 2 ? nil : Self.day(index),
                        rating: index % 3 == 2 ? nil : Double(index % 10), genres: [genres[1], genres[0]],
                        cast: people.reversed().map { CastMember(person: $0, character: "No. \(index)") }),
                    onDemandStream: index < 3 ? streams[index] : nil), now: now)
        }
        show = try connection.shows.insert(
            ShowDetails(
                TitleDetails(title: "Show", genres: [genres[0]], cast: [CastMember(person: people[0])]),
                lastReleaseDate: Self.day(9)), now: now)
        let season = try connection.shows.putSeason(SeasonDetails(number: 1), of: show)
        _ = try connection.shows.putEpisode(
            EpisodeDetails(number: 1, onDemandStream: streams[3]), of: season, now: now)
        let category = try connection.categories.insert(CategoryDetails(name: "News"), now: now)
        let live = try connection.liveStreams.insert(
            LiveStreamDetails(number: 1, name: "One", categories: [category]), now: now)
        bundle = try connection.bundles.insert(
            BundleDetails(name: "Basic", liveStreams: [live], movies: movies.dropFirst().reversed(), shows: [show]),
            now: now)
        subscriber = try connection.subscribers.insert(
            SubscriberDetails(
                username: "ann", email: "ann@example.org", expiresAt: now, bundles: [bundle],
                addresses: ["192.0.2.1"], userAgents: ["VLC"], countries: ["FR"]),
            token: StoreFixture.token(1), now: now)
    }

    private static func day(_ number: Int) -> Timestamp {
        StoreFixture.now.advanced(by: .seconds(86_400 * number))
    }
}
