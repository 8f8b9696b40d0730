import StreavControl
import StreavDomain
import StreavPorts
import StreavScenario
import StreavStore

extension WorldSeeder {
    /// What a load run must know of the world that was made for it.
    struct LoadWorld: Sendable {
        var channels: [LiveStreamID]
        /// The first of them have a subscription each.
        var subscribers: [(username: String, accessToken: String)]
        /// Those whose subscription is to end during the run.
        var lapsing: [(id: SubscriberID, username: String, accessToken: String)] = []
        var clientID: String
        var clientSecret: String
        var films: [(stream: OnDemandStreamID, size: Int64)]
    }

    /// Subscribers that are made in one transaction.
    private static let subscriberBatch = 500
    /// The most that are made: clients beyond share them.
    static let subscriberLimit = 20_000

    /// Fills an empty database with the world of a scenario: so many channels and films, and a subscriber for each
    /// client.
    ///
    /// - Parameters:
    ///   - sources: The address of the source of each channel, the most popular first.
    ///   - catalogue: Films; as many as the plan has are taken, over and over where there are fewer.
    func seedLoad(
        _ plan: PlatformPlan, sources: [String], catalogue: Catalogue?, subscribers count: Int,
        lapsing lapsingCount: Int
    ) async throws -> LoadWorld {
        let clientSecret = entropy.fork("credentials").token(length: 43)
        let (world, bundle) = try await control.perform(as: Self.actor) { transaction in
            _ = try transaction.oauthApplications.create(
                OAuthApplicationDetails(name: "Load", scopes: OAuthScope.allCases), clientID: "streav-load",
                clientSecret: clientSecret)
            let channels = try sources.enumerated().map { index, source in
                try transaction.liveStreams.create(
                    LiveStreamDetails(
                        number: index + 1, name: "Channel \(index + 1)", segmentTarget: plan.segment,
                        window: min(
                            max(plan.window, LiveStreamDetails.windowRange.lowerBound),
                            LiveStreamDetails.windowRange.upperBound),
                        sources: [LiveStreamSource(address: source)])
                ).id
            }
            var movies: [MovieID] = []
            var films: [(stream: OnDemandStreamID, size: Int64)] = []
            if let catalogue, plan.movies > 0 {
                let titles = try Self.seedCatalogue(transaction, catalogue)
                movies = Array(titles.movies.prefix(plan.movies))
                for id in movies {
                    guard let stream = try transaction.connection.movies.find(id)?.details.onDemandStream,
                        let details = try transaction.connection.onDemandStreams.find(stream)?.details,
                        details.videoCodec != nil
                    else { continue }
                    films.append((stream, details.sizeBytes ?? 0))
                }
            }
            let bundle = try transaction.bundles.create(
                BundleDetails(name: "Everything", liveStreams: channels, movies: movies))
            return (
                LoadWorld(
                    channels: channels, subscribers: [], clientID: "streav-load", clientSecret: clientSecret,
                    films: films), bundle.id
            )
        }
        var made = world
        made.lapsing = try await control.perform(as: Self.actor) { transaction in
            try (0..<lapsingCount).map { number in
                let username = "lapsing-\(number + 1)"
                let created = try transaction.subscribers.create(
                    SubscriberDetails(username: username, maxConnections: 1, bundles: [bundle]))
                return (created.subscriber.id, username, created.accessToken)
            }
        }
        for start in stride(from: 0, to: min(count, Self.subscriberLimit), by: Self.subscriberBatch) {
            let numbers = start..<min(start + Self.subscriberBatch, count, Self.subscriberLimit)
            made.subscribers += try await control.perform(as: Self.actor) { transaction in
                try numbers.map { number in
                    let username = "viewer-\(number + 1)"
                    let created = try transaction.subscribers.create(
                        SubscriberDetails(username: username, maxConnections: 1, bundles: [bundle]))
                    return (username, created.accessToken)
                }
            }
        }
        return made
    }
}
