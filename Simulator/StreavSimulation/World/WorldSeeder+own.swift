import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

extension WorldSeeder {
    /// Adds the user's own streams to a world that exists, for its demo subscriber to watch, or makes a world of them
    /// alone. A stream that is there already gets the given sources.
    ///
    /// - Parameter keep: As of ``seed(address:sources:catalogue:keep:)``.
    /// - Returns: The demo subscriber, where one was made.
    func addOwn(
        _ sources: [ServeConfiguration.NamedSource],
        keep: @escaping @Sendable (SeededWorld, any DatabaseConnection) throws -> Void
    ) async throws -> SeededWorld? {
        guard !sources.isEmpty else { return nil }
        return try await control.perform(as: Self.actor) { transaction in
            let existing = try transaction.connection.liveStreams.all()
            // Of several with one name the user's own is the last: it came after the seeded ones.
            let known = Dictionary(
                existing.map { ($0.details.name, $0) },
                uniquingKeysWith: { first, second in
                    first.id < second.id ? second : first
                })
            for (name, given) in Dictionary(grouping: sources, by: \.name) {
                guard let stream = known[name] else { continue }
                try Self.replaceSources(of: stream, by: given.map(\.address), transaction)
            }
            let fresh = sources.filter { known[$0.name] == nil }
            guard !fresh.isEmpty else { return nil }
            let highest = existing.map(\.details.number).max() ?? 0
            let own = try Self.createOwn(transaction, fresh, after: highest)
            let bundle = try transaction.bundles.create(
                BundleDetails(name: "Own sources \(highest + 1)", liveStreams: own))
            return try Self.give(bundle.id, isNewWorld: existing.isEmpty, transaction, keep: keep)
        }
    }

    private static func replaceSources(
        of stream: LiveStream, by addresses: [String], _ transaction: ControlTransaction
    ) throws {
        guard stream.details.sources.map(\.address) != addresses else { return }
        var details = stream.details
        details.sources = addresses.map { LiveStreamSource(address: $0) }
        try transaction.liveStreams.update(stream.id, details)
    }

    /// Gives the bundle to the demo subscriber, who is made where there is none in a new world.
    static func give(
        _ bundle: BundleID, isNewWorld: Bool, _ transaction: ControlTransaction,
        keep: (SeededWorld, any DatabaseConnection) throws -> Void
    ) throws -> SeededWorld? {
        let table = transaction.connection.subscribers
        if let demo = try table.id(ofUsername: Household.demoName).flatMap({ try table.find($0) }) {
            var details = demo.details
            details.bundles.append(bundle)
            try transaction.subscribers.update(demo.id, details)
            return nil
        }
        guard isNewWorld else { return nil }
        let made = try transaction.subscribers.create(
            SubscriberDetails(username: Household.demoName, maxConnections: 10_000, bundles: [bundle]))
        let world = SeededWorld(
            credentials: Credentials(
                adminUsername: "", adminPassword: "", oauthClientId: "", oauthClientSecret: "",
                subscriberId: made.subscriber.id.rawValue, subscriberUsername: made.subscriber.details.username,
                subscriberAccessToken: made.accessToken),
            accessTokens: [Household.demoName: made.accessToken])
        try keep(world, transaction.connection)
        return world
    }
}
