public import StreavDomain
internal import StreavSQL

/// What subscribers may watch, as the streaming nodes must know it.
public struct EntitlementTable {
    let connection: any DatabaseConnection

    /// How many may look at streams in the dashboard at a time.
    public static let previews = 20

    /// - Parameter username: Compared ignoring case.
    public func find(username: String) throws -> SubscriberEntitlement? {
        try find("username_folded = \(Username.folded(username))")
    }

    public func find(_ id: SubscriberID) throws -> SubscriberEntitlement? {
        if id == .preview { return try preview() }
        return try find("id = \(id)")
    }

    /// Every live stream and nothing else.
    private func preview() throws -> SubscriberEntitlement {
        SubscriberEntitlement(
            id: .preview, username: "preview", accessTokenHash: [], maxConnections: Self.previews,
            liveStreamIDs: LiveStreamSet(try connection.fetchColumn("SELECT id FROM live_streams")),
            generation: try connection.activity.lastSequence())
    }

    /// The live streams that a subscriber's bundles hold. Streams that are switched off are among them: that is no
    /// matter of entitlement.
    public func liveStreams(of id: SubscriberID) throws -> LiveStreamSet {
        LiveStreamSet(
            try connection.fetchColumn(
                """
                SELECT DISTINCT c.live_stream_id FROM subscriber_bundles b
                JOIN bundle_live_streams c ON c.bundle_id = b.bundle_id WHERE b.subscriber_id = \(id)
                """, as: LiveStreamID.self))
    }

    /// The streams of the movies, and of the episodes of the shows, that a subscriber's bundles hold.
    public func onDemandStreams(of id: SubscriberID) throws -> OnDemandStreamSet {
        OnDemandStreamSet(
            try connection.fetchColumn(
                """
                SELECT m.on_demand_stream_id FROM subscriber_bundles b
                JOIN bundle_movies c ON c.bundle_id = b.bundle_id
                JOIN movies m ON m.id = c.movie_id
                WHERE b.subscriber_id = \(id) AND m.on_demand_stream_id IS NOT NULL
                UNION
                SELECT e.on_demand_stream_id FROM subscriber_bundles b
                JOIN bundle_shows c ON c.bundle_id = b.bundle_id
                JOIN seasons s ON s.show_id = c.show_id
                JOIN episodes e ON e.season_id = s.id
                WHERE b.subscriber_id = \(id) AND e.on_demand_stream_id IS NOT NULL
                """, as: OnDemandStreamID.self))
    }

    /// Whether one of the subscriber's bundles holds the live stream.
    public func isEntitled(_ subscriber: SubscriberID, to liveStream: LiveStreamID) throws -> Bool {
        try connection.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM subscriber_bundles b JOIN bundle_live_streams c ON c.bundle_id = b.bundle_id
                WHERE b.subscriber_id = \(subscriber) AND c.live_stream_id = \(liveStream) LIMIT 1
            ) AS found
            """)
    }

    private func find(_ condition: SQL) throws -> SubscriberEntitlement? {
        // Every change of a subscriber or a bundle writes the activity log in its own transaction, and the log's
        // sequence has the order of commits: so it tells which of two readings is the newer one.
        let generation = try connection.activity.lastSequence()
        let found = try connection.fetchOne(
            """
            SELECT id, username, access_token_hash, status, expires_at, max_connections, hls, mpeg_ts FROM subscribers
            WHERE \(condition)
            """
        ) { row in
            SubscriberEntitlement(
                id: try row["id"], username: try row["username"], accessTokenHash: try row["access_token_hash"],
                status: try row["status"], expiresAt: try row["expires_at"],
                maxConnections: try row["max_connections"], allowsHLS: try row["hls"],
                allowsTransportStream: try row["mpeg_ts"], generation: generation)
        }
        guard var entitlement = found else { return nil }
        let id = entitlement.id
        let addresses: [String] = try connection.fetchColumn(
            "SELECT address FROM subscriber_addresses WHERE subscriber_id = \(id) ORDER BY position")
        entitlement.networks = try addresses.map { address in
            // Leaving out what cannot be read could leave an empty list, which allows every address.
            guard let network = IPNetwork(address) else {
                throw DatabaseError(.badStatement, "subscriber \(id) has an address restriction that cannot be read")
            }
            return network
        }
        entitlement.userAgents = try connection.fetchColumn(
            "SELECT user_agent FROM subscriber_user_agents WHERE subscriber_id = \(id) ORDER BY position")
        entitlement.countries = try connection.fetchColumn(
            "SELECT country FROM subscriber_countries WHERE subscriber_id = \(id) ORDER BY position")
        entitlement.liveStreamIDs = try liveStreams(of: id)
        entitlement.onDemandStreamIDs = try onDemandStreams(of: id)
        return entitlement
    }
}
