import StreavControl
import StreavCrypto
import StreavDomain
import StreavPorts

/// Fills an empty database with the seeded world: one transaction, through the same use cases as everybody's.
struct WorldSeeder: Sendable {
    let control: ControlPlane
    let clock: StreavClock
    let entropy: any Entropy

    private static let actor = Actor.system("streav-sim")

    /// - Parameters:
    ///   - address: The source address of a clip, by its name.
    ///   - sources: The user's own streams; they are in the bundle "Complete".
    func seed(
        address: @escaping @Sendable (_ clip: String) -> String, sources: [ServeConfiguration.NamedSource]
    ) async throws -> Credentials {
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
            let bundles = try Self.seedChannels(transaction, address: address, sources: sources)
            var demo: CreatedSubscriber?
            for household in Household.all {
                let made = try transaction.subscribers.create(household.details(bundles: bundles, now: now))
                if household.username == Household.demoName { demo = made }
            }
            guard let demo else { preconditionFailure("the demo household is one of all") }
            return Credentials(
                adminUsername: "admin", adminPassword: password, oauthClientId: clientID,
                oauthClientSecret: clientSecret, subscriberId: demo.subscriber.id.rawValue,
                subscriberUsername: Household.demoName, subscriberAccessToken: demo.accessToken)
        }
    }

    /// - Returns: The bundles by name.
    private static func seedChannels(
        _ transaction: ControlTransaction, address: (String) -> String, sources: [ServeConfiguration.NamedSource]
    ) throws -> [String: BundleID] {
        var categories: [String: CategoryID] = [:]
        for (position, name) in Lineup.categories.enumerated() {
            categories[name] = try transaction.categories.create(
                CategoryDetails(name: name, position: position + 1)).id
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
                BundleDetails(name: bundle.name, description: bundle.description, liveStreams: members)).id
        }
        return bundles
    }

    /// Live streams given on the command line.
    private static func createOwn(
        _ transaction: ControlTransaction, _ sources: [ServeConfiguration.NamedSource], after number: Int
    ) throws -> [LiveStreamID] {
        try sources.enumerated().map { index, source in
            try transaction.liveStreams.create(
                LiveStreamDetails(
                    number: number + index + 1, name: source.name,
                    sources: [LiveStreamSource(address: source.address)])).id
        }
    }

    /// Adds the user's own streams to a world that exists, or makes one of them alone: a subscriber who may watch all.
    ///
    /// - Returns: The demo subscriber, where one was made.
    func addOwn(_ sources: [ServeConfiguration.NamedSource], existing: [LiveStream]) async throws -> CreatedSubscriber? {
        let known = Set(existing.map(\.details.name))
        let fresh = sources.filter { !known.contains($0.name) }
        let highest = existing.map(\.details.number).max() ?? 0
        guard !fresh.isEmpty else { return nil }
        return try await control.perform(as: Self.actor) { transaction in
            let own = try Self.createOwn(transaction, fresh, after: highest)
            let bundle = try transaction.bundles.create(
                BundleDetails(name: "Own sources \(highest + 1)", liveStreams: own))
            guard existing.isEmpty else { return nil }
            return try transaction.subscribers.create(
                SubscriberDetails(username: Household.demoName, maxConnections: 10_000, bundles: [bundle.id]))
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
