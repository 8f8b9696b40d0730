import StreavControl
import StreavCrypto
import StreavDomain
import StreavStore
import Testing

/// Everything that an administrator or the API can do, in an order in which each finds what it needs.
extension UseCaseRecorder {
    static let password = "nine plums and a horse"
    static let sourcePassword = "hunter2-of-the-encoder"

    func runAll() async throws {
        secrets += [Self.password, Self.sourcePassword]
        try await runUsers()
        try await runApplications()
        try await runLiveStreams()
        try await runTitles()
        try await runSubscribers()
        try await runServers()
    }

    private func runUsers() async throws {
        let password = try HashedPassword(Self.password, cost: .weakForSimulation)
        let keeper = try await once("UserControl.create", "user.create") {
            try $0.users.create(UserDetails(username: "keeper", role: .administrator), password: password)
        }
        let user = try await once("UserControl.create", "user.create") {
            try $0.users.create(UserDetails(username: "helper", role: .administrator), password: password)
        }
        try await once("UserControl.update", "user.update") {
            try $0.users.update(user.id, UserDetails(username: "helper", role: .support))
        }
        try await once("UserControl.setPassword", "user.set-password") {
            try $0.users.setPassword(user.id, password)
        }
        try await once("UserControl.setDisabled", "user.update") {
            let changed = try $0.users.setDisabled(true, [user.id])
            #expect(changed.map(\.id) == [user.id])
        }
        try await once("UserControl.resetSecondFactor", "user.reset-second-factor") {
            _ = try $0.connection.users.setSealedSeed([1], of: user.id, now: $0.now)
            try $0.users.resetSecondFactor(user.id)
        }
        let view = try await once("SavedViewControl.save", "saved-view.save") {
            try $0.savedViews.save(
                SavedViewDetails(path: "/users", name: "Gone", query: "status=disabled"), of: keeper.id)
        }
        try await once("SavedViewControl.delete", "saved-view.delete") {
            try $0.savedViews.delete(view.id, of: keeper.id)
        }
        try await once("UserControl.delete", "user.delete") { try $0.users.delete(user.id) }
        // Nobody would be left.
        try await refused { try $0.users.delete(keeper.id) }
    }

    private func runApplications() async throws {
        let details = OAuthApplicationDetails(name: "Shop", scopes: [.movieRead, .bundleRead])
        let made = try await once("OAuthApplicationControl.create", "oauth-application.create") {
            try $0.oauthApplications.create(details)
        }
        let id = made.application.id
        try await once("OAuthApplicationControl.update", "oauth-application.update") {
            try $0.oauthApplications.update(id, OAuthApplicationDetails(name: "Shop 2", scopes: [.movieRead]))
        }
        let rotated = try await once("OAuthApplicationControl.rotateSecret", "oauth-application.rotate-secret") {
            try $0.oauthApplications.rotateSecret(id)
        }
        secrets += [made.clientSecret, rotated]
        try await once("OAuthApplicationControl.delete", "oauth-application.delete") {
            try $0.oauthApplications.delete(id)
        }
        try await refused { try $0.oauthApplications.delete(id) }
    }

    private func runLiveStreams() async throws {
        let category = try await once("CategoryControl.create", "category.create") {
            try $0.categories.create(CategoryDetails(name: "News"))
        }
        try await once("CategoryControl.update", "category.update") {
            try $0.categories.update(category.id, CategoryDetails(name: "Sport"))
        }
        let address = "http://user:\(Self.sourcePassword)@encoder.example:8080/one.ts?token=\(Self.sourcePassword)"
        var details = LiveStreamDetails(number: 1, name: "One", sources: [LiveStreamSource(address: address)])
        let stream = try await once("LiveStreamControl.create", "live-stream.create") { [details] in
            try $0.liveStreams.create(details)
        }
        details.name = "Two"
        try await once("LiveStreamControl.update", "live-stream.update") { [details] in
            try $0.liveStreams.update(stream.id, details)
        }
        try await once("LiveStreamControl.setEnabled", "live-stream.disable") {
            try $0.liveStreams.setEnabled(stream.id, false)
        }
        let twin = try await once("LiveStreamControl.create", "live-stream.create") {
            try $0.liveStreams.create(LiveStreamDetails(number: 1, name: "Twin"))
        }
        try await once("LiveStreamControl.arrange", "live-stream.update") {
            let moved = try $0.liveStreams.arrange([stream.id, twin.id])
            #expect(moved.map(\.details.number) == [2])
        }
        // What is switched off runs nowhere.
        try await refused { try $0.liveStreams.restart(stream.id) }
        try await refused { try $0.liveStreams.switchSource(stream.id, to: 0) }
        try await once("LiveStreamControl.setEnabled", "live-stream.enable") {
            try $0.liveStreams.setEnabled(stream.id, true)
        }
        try await once("LiveStreamControl.restart", "live-stream.restart") { try $0.liveStreams.restart(stream.id) }
        try await once("LiveStreamControl.switchSource", "live-stream.switch-source") {
            try $0.liveStreams.switchSource(stream.id, to: 0)
        }
        try await refused { try $0.liveStreams.switchSource(stream.id, to: 1) }
        try await once("LiveStreamControl.delete", "live-stream.delete") { try $0.liveStreams.delete(stream.id) }
        try await once("CategoryControl.create", "category.create") {
            try $0.categories.create(CategoryDetails(name: "First"))
        }
        try await once("CategoryControl.arrange", "category.arrange") {
            let all = try $0.connection.categories.all().map(\.id)
            #expect(try $0.categories.arrange(all.reversed()) > 0)
        }
        try await once("CategoryControl.delete", "category.delete") { try $0.categories.delete(category.id) }
    }

    private func runTitles() async throws {
        let genre = try await once("GenreControl.create", "genre.create") {
            try $0.genres.create(GenreDetails(name: "Drama"))
        }
        try await once("GenreControl.update", "genre.update") {
            try $0.genres.update(genre.id, GenreDetails(name: "Comedy"))
        }
        let person = try await once("PersonControl.create", "person.create") {
            try $0.people.create(PersonDetails(name: "Ida Vale"))
        }
        try await once("PersonControl.update", "person.update") {
            try $0.people.update(person.id, PersonDetails(name: "Ida Vail"))
        }
        let file = OnDemandStreamDetails(name: "File", mediaKey: "movies/a.mp4")
        let stream = try await once("OnDemandStreamControl.create", "on-demand-stream.create") {
            try $0.onDemandStreams.create(file)
        }
        try await once("OnDemandStreamControl.update", "on-demand-stream.update") {
            try $0.onDemandStreams.update(stream.id, OnDemandStreamDetails(name: "File 2", mediaKey: "movies/a.mp4"))
        }
        let movie = try await once("MovieControl.create", "movie.create") {
            try $0.movies.create(MovieDetails(TitleDetails(title: "Night Train"), onDemandStream: stream.id))
        }
        try await once("MovieControl.update", "movie.update") {
            try $0.movies.update(movie.id, MovieDetails(TitleDetails(title: "Day Train")))
        }
        try await once("MovieControl.changeGenre", "movie.update") {
            let changed = try $0.movies.changeGenre(genre.id, .add, [movie.id, MovieID(999)])
            let again = try $0.movies.changeGenre(genre.id, .add, [movie.id])
            #expect(changed == [movie.id] && again == [])
        }
        try await once("MovieControl.delete", "movie.delete") { try $0.movies.delete(movie.id) }
        try await runShows(stream.id, genre.id)
        try await once("OnDemandStreamControl.delete", "on-demand-stream.delete") {
            try $0.onDemandStreams.delete(stream.id)
        }
        try await once("PersonControl.delete", "person.delete") { try $0.people.delete(person.id) }
        try await once("GenreControl.delete", "genre.delete") { try $0.genres.delete(genre.id) }
    }

    private func runShows(_ stream: OnDemandStreamID, _ genre: GenreID) async throws {
        let show = try await once("ShowControl.create", "show.create") {
            try $0.shows.create(ShowDetails(TitleDetails(title: "Pellow")))
        }
        try await once("ShowControl.update", "show.update") {
            try $0.shows.update(show.id, ShowDetails(TitleDetails(title: "Pellow's")))
        }
        try await once("ShowControl.changeGenre", "show.update") {
            let changed = try $0.shows.changeGenre(genre, .add, [show.id])
            #expect(changed == [show.id])
        }
        try await once("ShowControl.putSeason", "season.put") {
            try $0.shows.putSeason(SeasonDetails(number: 1), of: show.id)
        }
        try await once("ShowControl.putEpisode", "episode.put") {
            try $0.shows.putEpisode(EpisodeDetails(number: 3, onDemandStream: stream), of: show.id, season: 1)
        }
        try await once("ShowControl.deleteEpisode", "episode.delete") {
            try $0.shows.deleteEpisode(3, of: show.id, season: 1)
        }
        try await once("ShowControl.deleteSeason", "season.delete") { try $0.shows.deleteSeason(1, of: show.id) }
        try await once("ShowControl.delete", "show.delete") { try $0.shows.delete(show.id) }
    }

    private func runSubscribers() async throws {
        let bundle = try await once("BundleControl.create", "bundle.create") {
            try $0.bundles.create(BundleDetails(name: "Basic"))
        }
        try await once("BundleControl.update", "bundle.update") {
            try $0.bundles.update(bundle.id, BundleDetails(name: "Basic 2"))
        }
        try await runContents(bundle.id)
        let made = try await once("SubscriberControl.create", "subscriber.create") {
            try $0.subscribers.create(SubscriberDetails(username: "ann", bundles: [bundle.id]))
        }
        let id = made.subscriber.id
        try await runMany(id)
        try await once("SubscriberControl.update", "subscriber.update") {
            try $0.subscribers.update(id, SubscriberDetails(username: "anna"))
        }
        try await once("SubscriberControl.setStatus", "subscriber.set-status") {
            try $0.subscribers.setStatus(id, .disabled)
        }
        try await once("SubscriberControl.setExpiry", "subscriber.set-expiry") {
            try $0.subscribers.setExpiry(id, Timestamp(milliseconds: 1_900_000_000_000))
        }
        let token = try await once(
            "SubscriberControl.regenerateAccessToken", "subscriber.regenerate-access-token"
        ) { try $0.subscribers.regenerateAccessToken(id) }
        secrets += [made.accessToken, token]
        try await once("SubscriberControl.delete", "subscriber.delete") { try $0.subscribers.delete(id) }
        try await once("BundleControl.delete", "bundle.delete") { try $0.bundles.delete(bundle.id) }
    }

    private func runContents(_ bundle: BundleID) async throws {
        let movies = try await once("MovieControl.create", "movie.create") {
            try $0.movies.create(MovieDetails(TitleDetails(title: "One"))).id.rawValue
        }
        let other = try await once("MovieControl.create", "movie.create") {
            try $0.movies.create(MovieDetails(TitleDetails(title: "Two"))).id.rawValue
        }
        try await once("BundleControl.describe", "bundle.update") {
            try $0.bundles.describe(bundle, name: "Basic 3", description: "All of it", expecting: 2)
        }
        try await once("BundleControl.add", "bundle.update") {
            let added = try $0.bundles.add(.movies, [movies, other], to: bundle)
            #expect(added == [movies, other])
        }
        try await once("BundleControl.arrange", "bundle.update") {
            try $0.bundles.arrange(.movies, [other, movies], in: bundle, expecting: 4)
        }
        try await once("BundleControl.remove", "bundle.update") {
            let removed = try $0.bundles.remove(.movies, [movies], from: bundle)
            #expect(removed.map(\.place) == [1])
        }
    }

    private func runMany(_ id: SubscriberID) async throws {
        let done = try await once("SubscriberControl.apply", "subscriber.set-status") {
            try $0.subscribers.apply(.status(.disabled), to: [id])
        }
        let entries = try #require(done.entries)
        try await once("SubscriberControl.revert", "subscriber.update") {
            let reverted = try $0.subscribers.revert(entries)
            #expect(reverted.map(\.details.status) == [.active])
        }
    }

    private func runServers() async throws {
        let details = ServerDetails(name: "node-1", publicURL: "http://node-1.example.org:8000")
        let server = try await once("ServerControl.create", "server.create") { try $0.servers.create(details) }
        try await once("ServerControl.update", "server.update") {
            try $0.servers.update(server.id, ServerDetails(name: "node-2", publicURL: details.publicURL))
        }
        try await runConnections(server.id)
        try await once("ServerControl.delete", "server.delete") { try $0.servers.delete(server.id) }
    }

    private func runConnections(_ server: ServerID) async throws {
        try await once("ConnectionControl.close", "connection.close") { transaction in
            let sighting = ConnectionSighting(
                sessionID: "session", subscriber: SubscriberID(1), stream: .live(LiveStreamID(1)), format: .hls,
                address: "192.0.2.7", startedAt: transaction.now, seenAt: transaction.now)
            try transaction.connection.connections.note([sighting], by: server)
            let closed = try transaction.connections.close([1])
            #expect(closed.count == 1)
        }
    }
}
