public import StreavDomain
internal import StreavSQL

/// Subscribers with their bundles and restrictions.
public struct SubscriberTable {
    let connection: any DatabaseConnection

    /// An access token as it is stored.
    public struct StoredToken: Sendable {
        /// Encrypted, to be shown again.
        public var sealed: [UInt8]
        /// Keyed, to be found by.
        public var hash: [UInt8]

        public init(sealed: [UInt8], hash: [UInt8]) {
            self.sealed = sealed
            self.hash = hash
        }
    }

    public func insert(_ details: SubscriberDetails, token: StoredToken, now: Timestamp) throws -> SubscriberID {
        let id: SubscriberID = try connection.value(
            """
            INSERT INTO subscribers (
                username, username_folded, email, email_folded, access_token_sealed, access_token_hash, status,
                expires_at, max_connections, is_trial, owner_id, note, hls, mpeg_ts, created_at, updated_at, revision
            ) VALUES (
                \(details.username), \(Username.folded(details.username)), \(details.email),
                \(details.email.map { FoldedText.fold($0) }), \(token.sealed), \(token.hash), \(details.status),
                \(details.expiresAt), \(details.maxConnections), \(details.isTrial), \(details.owner), \(details.note),
                \(details.allowsHLS), \(details.allowsTransportStream), \(now), \(now), 1
            ) RETURNING id
            """)
        try insertLists(of: id, details)
        return id
    }

    /// False when the subscriber is not there, or has another revision than `expected`.
    public func update(
        _ id: SubscriberID, _ details: SubscriberDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE subscribers SET
                username = \(details.username), username_folded = \(Username.folded(details.username)),
                email = \(details.email), email_folded = \(details.email.map { FoldedText.fold($0) }),
                status = \(details.status), expires_at = \(details.expiresAt),
                max_connections = \(details.maxConnections), is_trial = \(details.isTrial),
                owner_id = \(details.owner), note = \(details.note), hls = \(details.allowsHLS),
                mpeg_ts = \(details.allowsTransportStream), updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """)
        guard count == 1 else { return false }
        try connection.execute("DELETE FROM subscriber_bundles WHERE subscriber_id = \(id)")
        try connection.execute("DELETE FROM subscriber_addresses WHERE subscriber_id = \(id)")
        try connection.execute("DELETE FROM subscriber_user_agents WHERE subscriber_id = \(id)")
        try connection.execute("DELETE FROM subscriber_countries WHERE subscriber_id = \(id)")
        try insertLists(of: id, details)
        return true
    }

    /// False when the subscriber is not there.
    public func setToken(_ token: StoredToken, of id: SubscriberID, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE subscribers SET access_token_sealed = \(token.sealed), access_token_hash = \(token.hash),
                updated_at = \(now), revision = revision + 1
            WHERE id = \(id)
            """) == 1
    }

    /// False when the subscriber is not there.
    public func delete(_ id: SubscriberID) throws -> Bool {
        try connection.execute("DELETE FROM subscribers WHERE id = \(id)") == 1
    }

    public func find(_ id: SubscriberID) throws -> Subscriber? {
        let bundles: [BundleID] = try connection.fetchColumn(
            "SELECT bundle_id FROM subscriber_bundles WHERE subscriber_id = \(id) ORDER BY position, bundle_id")
        let addresses: [String] = try connection.fetchColumn(
            "SELECT address FROM subscriber_addresses WHERE subscriber_id = \(id) ORDER BY position")
        let userAgents: [String] = try connection.fetchColumn(
            "SELECT user_agent FROM subscriber_user_agents WHERE subscriber_id = \(id) ORDER BY position")
        let countries: [String] = try connection.fetchColumn(
            "SELECT country FROM subscriber_countries WHERE subscriber_id = \(id) ORDER BY position")
        return try connection.fetchOne("SELECT \(Self.columns) FROM subscribers WHERE id = \(id)") { row in
            var subscriber = try Self.subscriber(row)
            subscriber.details.bundles = bundles
            subscriber.details.addresses = addresses
            subscriber.details.userAgents = userAgents
            subscriber.details.countries = countries
            return subscriber
        }
    }

    /// Ignores case.
    public func id(ofUsername username: String) throws -> SubscriberID? {
        try connection.fetchValue(
            "SELECT id FROM subscribers WHERE username_folded = \(Username.folded(username))")
    }

    public func sealedToken(of id: SubscriberID) throws -> [UInt8]? {
        try connection.fetchValue("SELECT access_token_sealed FROM subscribers WHERE id = \(id)")
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM subscribers")
    }

    private func insertLists(of id: SubscriberID, _ details: SubscriberDetails) throws {
        for (position, bundle) in details.bundles.enumerated() {
            try connection.execute(
                """
                INSERT INTO subscriber_bundles (subscriber_id, bundle_id, position)
                VALUES (\(id), \(bundle), \(position))
                """)
        }
        for (position, address) in details.addresses.enumerated() {
            try connection.execute(
                """
                INSERT INTO subscriber_addresses (subscriber_id, position, address)
                VALUES (\(id), \(position), \(address))
                """)
        }
        for (position, agent) in details.userAgents.enumerated() {
            try connection.execute(
                """
                INSERT INTO subscriber_user_agents (subscriber_id, position, user_agent)
                VALUES (\(id), \(position), \(agent))
                """)
        }
        for (position, country) in details.countries.enumerated() {
            try connection.execute(
                """
                INSERT INTO subscriber_countries (subscriber_id, position, country)
                VALUES (\(id), \(position), \(country))
                """)
        }
    }

    static let columns: SQL = """
        id, username, email, status, expires_at, max_connections, is_trial, owner_id, note, hls, mpeg_ts, created_at,
        updated_at, revision
        """

    static func subscriber(_ row: SQLRow) throws -> Subscriber {
        Subscriber(
            id: try row["id"],
            details: SubscriberDetails(
                username: try row["username"], email: try row["email"], status: try row["status"],
                expiresAt: try row["expires_at"], maxConnections: try row["max_connections"],
                isTrial: try row["is_trial"], owner: try row["owner_id"], note: try row["note"],
                allowsHLS: try row["hls"], allowsTransportStream: try row["mpeg_ts"]),
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
