import StreavControl
import StreavCrypto
import StreavDomain
import StreavPorts
import StreavSQL

/// Fills an empty database with the seeded world: one transaction, through the same use cases as everybody's.
struct WorldSeeder: Sendable {
    let control: ControlPlane
    let clock: StreavClock
    let entropy: any Entropy

    static let actor = Actor.system("streav-sim")

    /// - Parameters:
    ///   - address: The source address of a clip, by its name.
    ///   - sources: The user's own streams; they are in the bundle "Complete".
    ///   - catalogue: Films and shows, and what is known of their files.
    ///   - keep: Called before the world is committed, with what could not be learnt afterwards; again when
    ///     the transaction is run again, and the last call counts.
    func seed(
        address: @escaping @Sendable (_ clip: String) -> String, sources: [ServeConfiguration.NamedSource],
        catalogue: Catalogue, keep: @escaping @Sendable (SeededWorld, any DatabaseConnection) throws -> Void
    ) async throws -> SeededWorld {
        let entropy = entropy.fork("credentials")
        let password = entropy.token(length: 16)
        // The world's administrator is for this machine; a sign-in makes the hash anew at full strength.
        let hashed = try HashedPassword(password, cost: .weakForSimulation)
        let clientID = "streav-sim"
        let clientSecret = entropy.token(length: 43)
        let now = clock.wallNow
        return try await control.perform(as: Self.actor) { transaction in
            _ = try transaction.users.create(
                UserDetails(username: "admin", role: .administrator), password: hashed)
            _ = try transaction.oauthApplications.create(
                OAuthApplicationDetails(name: "Simulator", scopes: OAuthScope.allCases), clientID: clientID,
                clientSecret: clientSecret)
            let titles = try Self.seedCatalogue(transaction, catalogue)
            let bundles = try Self.seedChannels(transaction, address: address, sources: sources, titles: titles)
            var demo: CreatedSubscriber?
            var accessTokens: [String: String] = [:]
            for household in Household.all {
                let made = try transaction.subscribers.create(household.details(bundles: bundles, now: now))
                accessTokens[household.username] = made.accessToken
                if household.username == Household.demoName { demo = made }
            }
            guard let demo else { preconditionFailure("the demo household is one of all") }
            let credentials = Credentials(
                adminUsername: "admin", adminPassword: password, oauthClientId: clientID,
                oauthClientSecret: clientSecret, subscriberId: demo.subscriber.id.rawValue,
                subscriberUsername: Household.demoName, subscriberAccessToken: demo.accessToken)
            let world = SeededWorld(credentials: credentials, accessTokens: accessTokens)
            try keep(world, transaction.connection)
            return world
        }
    }

    /// - Returns: The bundles by name.
    private static func seedChannels(
        _ transaction: ControlTransaction, address: (String) -> String, sources: [ServeConfiguration.NamedSource],
        titles: SeededTitles
    ) throws -> [String: BundleID] {
        var categories: [String: CategoryID] = [:]
        for (position, name) in Lineup.categories.enumerated() {
            categories[name] = try transaction.categories.create(
                CategoryDetails(name: name, position: position + 1)
            ).id
        }
        var streams: [Int: LiveStreamID] = [:]
        for channel in Lineup.channels {
            let stream = try transaction.liveStreams.create(
                LiveStreamDetails(
                    number: channel.number, name: channel.name, description: channel.description,
                    isRadio: channel.isRadio, startsOnDemand: channel.startsOnDemand,
                    categories: [categories[channel.category]].compactMap(\.self),
                    sources: channel.clips.map { LiveStreamSource(address: address($0)) }))
            streams[channel.number] = stream.id
        }
        var bundles: [String: BundleID] = [:]
        let own = try createOwn(transaction, sources, after: Lineup.channels.count)
        for bundle in Lineup.bundles {
            var members = bundle.channels.compactMap { streams[$0] }
            if bundle.name == "Complete" { members += own }
            bundles[bundle.name] = try transaction.bundles.create(
                BundleDetails(
                    name: bundle.name, description: bundle.description, liveStreams: members,
                    movies: Array(titles.movies.prefix(bundle.movies)),
                    shows: Array(titles.shows.prefix(bundle.shows)))
            ).id
        }
        return bundles
    }

    /// Live streams given on the command line. A name that comes again gives its stream one more source, in order.
    static func createOwn(
        _ transaction: ControlTransaction, _ sources: [ServeConfiguration.NamedSource], after number: Int
    ) throws -> [LiveStreamID] {
        var names: [String] = []
        var addresses: [String: [String]] = [:]
        for source in sources {
            if addresses[source.name] == nil { names.append(source.name) }
            addresses[source.name, default: []].append(source.address)
        }
        return try names.enumerated().map { index, name in
            try transaction.liveStreams.create(
                LiveStreamDetails(
                    number: number + index + 1, name: name,
                    sources: (addresses[name] ?? []).map { LiveStreamSource(address: $0) })
            ).id
        }
    }
}

extension Household {
    func details(bundles ids: [String: BundleID], now: Timestamp) -> SubscriberDetails {
        let status: SubscriberStatus =
            switch self.status {
            case .active: .active
            case .disabled: .disabled
            case .banned: .banned
            }
        return SubscriberDetails(
            username: username, status: status,
            expiresAt: expiresInDays.map { now.advanced(by: .seconds($0 * 86_400)) }, maxConnections: maxConnections,
            isTrial: isTrial, note: note, allowsHLS: hls, allowsTransportStream: mpegTs,
            bundles: bundles.compactMap { ids[$0] }, addresses: networks, userAgents: userAgents,
            countries: countries)
    }
}
