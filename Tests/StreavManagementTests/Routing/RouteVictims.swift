import StreavControl
import StreavDomain
import StreavStore

/// One of everything that pages show, each with the id 1: what the generated tests aim at.
enum RouteVictims {
    static func make(_ transaction: ControlTransaction) throws {
        let file = try transaction.onDemandStreams.create(
            OnDemandStreamDetails(name: "File", mediaKey: "movies/night-train.mp4"))
        let category = try transaction.categories.create(CategoryDetails(name: "News"))
        let genre = try transaction.genres.create(GenreDetails(name: "Drama"))
        _ = try transaction.people.create(PersonDetails(name: "Ida Vale"))
        let title = TitleDetails(title: "Night Train", genres: [genre.id])
        let movie = try transaction.movies.create(MovieDetails(title, onDemandStream: file.id))
        let show = try transaction.shows.create(ShowDetails(TitleDetails(title: "Pellow")))
        try transaction.shows.putSeason(SeasonDetails(number: 1), of: show.id)
        try transaction.shows.putEpisode(EpisodeDetails(number: 1, onDemandStream: file.id), of: show.id, season: 1)
        let stream = try transaction.liveStreams.create(
            LiveStreamDetails(
                number: 1, name: "One", categories: [category.id],
                sources: [LiveStreamSource(address: "http://127.0.0.1:9/one.ts")]))
        let bundle = try transaction.bundles.create(
            BundleDetails(name: "Basic", liveStreams: [stream.id], movies: [movie.id], shows: [show.id]))
        let ann = try transaction.subscribers.create(SubscriberDetails(username: "ann", bundles: [bundle.id]))
        let server = try transaction.servers.create(ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8000"))
        let sighting = ConnectionSighting(
            sessionID: "session", subscriber: ann.subscriber.id, stream: .live(stream.id), format: .hls,
            address: "192.0.2.7", userAgent: "VLC", startedAt: transaction.now, seenAt: transaction.now)
        try transaction.connection.connections.note([sighting], by: server.id)
        _ = try transaction.oauthApplications.create(OAuthApplicationDetails(name: "Shop", scopes: [.movieRead]))
    }
}
