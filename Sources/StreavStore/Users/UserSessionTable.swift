public import StreavDomain
internal import StreavSQL

/// The sessions of the dashboard. Asked at each request: a session that was ended here is over everywhere at once.
public struct UserSessionTable {
    let connection: any DatabaseConnection

    /// The most live sessions of one user; beyond it the one that was seen longest ago makes room.
    public static let limitPerUser = 50

    public func insert(_ session: NewUserSession, now: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO user_sessions (
                id_hash, user_id, csrf_secret, address, user_agent, created_at, last_seen_at, authenticated_at,
                expires_at
            ) VALUES (
                \(session.idHash), \(session.user), \(session.csrfSecret), \(session.address), \(session.userAgent),
                \(now), \(now), \(now), \(now.advanced(by: UserSession.absoluteTimeout))
            )
            """)
        try connection.execute(
            """
            DELETE FROM user_sessions WHERE user_id = \(session.user) AND id_hash NOT IN (
                SELECT id_hash FROM user_sessions WHERE user_id = \(session.user)
                ORDER BY last_seen_at DESC, id_hash LIMIT \(Self.limitPerUser)
            )
            """)
    }

    public func find(_ idHash: [UInt8]) throws -> UserSession? {
        try connection.fetchOne(
            "SELECT \(Self.columns) FROM user_sessions s JOIN users u ON u.id = s.user_id WHERE s.id_hash = \(idHash)",
            Self.session)
    }

    /// Those of a user that still count, the one seen last first.
    public func live(of user: UserID, now: Timestamp) throws -> [UserSession] {
        try connection.fetch(
            """
            SELECT \(Self.columns) FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE s.user_id = \(user) ORDER BY s.last_seen_at DESC, s.id_hash
            """, Self.session
        ).filter { $0.isLive(at: now) }
    }

    /// The user has done something. Nothing to do when it is noted already.
    public func touch(_ idHash: [UInt8], now: Timestamp) throws {
        try connection.execute(
            "UPDATE user_sessions SET last_seen_at = \(now) WHERE id_hash = \(idHash) AND last_seen_at < \(now)")
    }

    /// False when it was over already.
    @discardableResult
    public func delete(_ idHash: [UInt8]) throws -> Bool {
        try connection.execute("DELETE FROM user_sessions WHERE id_hash = \(idHash)") == 1
    }

    /// Forgets what no longer counts, at most `limit` of it; how many there were.
    @discardableResult
    public func prune(now: Timestamp, limit: Int) throws -> Int {
        let idle = now.advanced(by: .zero - UserSession.idleTimeout)
        return try connection.execute(
            """
            DELETE FROM user_sessions WHERE id_hash IN (
                SELECT id_hash FROM user_sessions WHERE expires_at <= \(now) OR last_seen_at <= \(idle) LIMIT \(limit)
            )
            """)
    }

    static let columns: SQL = """
        s.id_hash AS id_hash, s.csrf_secret AS csrf_secret, s.address AS address, s.user_agent AS user_agent,
        s.created_at AS session_created_at, s.last_seen_at AS last_seen_at, s.authenticated_at AS authenticated_at,
        s.expires_at AS expires_at, u.id AS id,
        CASE WHEN u.totp_secret_sealed IS NULL THEN 0 ELSE 1 END AS has_second_factor,
        u.username AS username, u.email AS email, u.role AS role, u.is_disabled AS is_disabled,
        u.last_signed_in_at AS last_signed_in_at, u.created_at AS created_at, u.updated_at AS updated_at,
        u.revision AS revision
        """

    static func session(_ row: SQLRow) throws -> UserSession {
        UserSession(
            idHash: try row["id_hash"], user: try UserTable.user(row), hasSecondFactor: try row["has_second_factor"],
            csrfSecret: try row["csrf_secret"], address: try row["address"], userAgent: try row["user_agent"],
            createdAt: try row["session_created_at"], lastSeenAt: try row["last_seen_at"],
            authenticatedAt: try row["authenticated_at"], expiresAt: try row["expires_at"])
    }
}
