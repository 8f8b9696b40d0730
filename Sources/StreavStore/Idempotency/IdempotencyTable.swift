public import StreavDomain
internal import StreavSQL

/// Answers to requests that may come again.
public struct IdempotencyTable {
    let connection: any DatabaseConnection

    /// What tells requests apart.
    public struct Key: Hashable, Sendable {
        public var application: OAuthApplicationID
        public var method: String
        public var path: String
        /// The client's own; 1 to 255 visible ASCII characters.
        public var key: String

        public init(application: OAuthApplicationID, method: String, path: String, key: String) {
            self.application = application
            self.method = method
            self.path = path
            self.key = key
        }
    }

    public struct Row: Hashable, Sendable {
        public let bodyDigest: [UInt8]
        public let status: Int
        public let sealedBody: [UInt8]
    }

    public func find(_ key: Key, now: Timestamp) throws -> Row? {
        try connection.fetchOne(
            """
            SELECT body_digest, answer_status, answer_body_sealed FROM idempotency_keys
            WHERE application_id = \(key.application) AND method = \(key.method) AND path = \(key.path)
                AND idempotency_key = \(key.key) AND expires_at > \(now)
            """
        ) { row in
            Row(
                bodyDigest: try row["body_digest"], status: try row["answer_status"],
                sealedBody: try row["answer_body_sealed"])
        }
    }

    /// Takes the place of an expired one.
    public func insert(
        _ key: Key, bodyDigest: [UInt8], status: Int, sealedBody: [UInt8], expiresAt: Timestamp, now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO idempotency_keys (
                application_id, method, path, idempotency_key, body_digest, answer_status, answer_body_sealed,
                created_at, expires_at
            )
            SELECT a.id, \(key.method), \(key.path), \(key.key), \(bodyDigest), \(status), \(sealedBody), \(now),
                \(expiresAt)
            FROM oauth_applications a WHERE a.id = \(key.application)
            ON CONFLICT (application_id, method, path, idempotency_key) DO UPDATE SET
                body_digest = excluded.body_digest, answer_status = excluded.answer_status,
                answer_body_sealed = excluded.answer_body_sealed, created_at = excluded.created_at,
                expires_at = excluded.expires_at
            """)
    }

    /// Deletes at most `limit` that have expired; how many.
    public func prune(now: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM idempotency_keys WHERE (application_id, method, path, idempotency_key) IN (
                SELECT application_id, method, path, idempotency_key FROM idempotency_keys
                WHERE expires_at <= \(now) LIMIT \(limit)
            )
            """)
    }
}
