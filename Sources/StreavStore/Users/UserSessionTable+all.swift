public import StreavDomain
internal import StreavSQL

extension UserSessionTable {
    /// Those of everybody that still count, the one seen last first, at most `limit`.
    public func live(now: Timestamp, limit: Int) throws -> [UserSession] {
        try connection.fetch(
            """
            SELECT \(Self.columns) FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE s.expires_at > \(now) AND s.last_seen_at > \(now.advanced(by: .zero - UserSession.idleTimeout))
            ORDER BY s.last_seen_at DESC, s.id_hash LIMIT \(limit)
            """, Self.session
        ).filter { $0.isLive(at: now) }
    }

    /// How many there were.
    @discardableResult
    public func deleteOthers(than idHash: [UInt8]) throws -> Int {
        try connection.execute("DELETE FROM user_sessions WHERE id_hash <> \(idHash)")
    }
}
