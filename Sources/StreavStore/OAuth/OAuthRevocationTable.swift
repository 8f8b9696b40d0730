public import StreavDomain
internal import StreavSQL

/// Access tokens that ended before their time: each by itself, or all that an application had.
public struct OAuthRevocationTable {
    let connection: any DatabaseConnection

    /// The most tokens ended one by one that are read: beyond it the ones that expire last count.
    public static let tokenLimit = 50_000

    /// Ends one token. Ending it again is harmless.
    public func revoke(
        token id: String, of application: OAuthApplicationID, expiresAt: Timestamp, now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO oauth_revoked_tokens (token_id, application_id, revoked_at, expires_at)
            SELECT \(id), a.id, \(now), \(expiresAt) FROM oauth_applications a WHERE a.id = \(application)
            ON CONFLICT (token_id) DO NOTHING
            """)
    }

    /// Ends all tokens of an application that were made when earlier ones than `moment` counted.
    ///
    /// - Parameter expiresAt: When the last of them expires by itself.
    public func endTokens(
        of application: OAuthApplicationID, issuedBefore moment: Timestamp, expiresAt: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO oauth_ended_tokens (application_id, tokens_valid_from, expires_at)
            VALUES (\(application), \(moment), \(expiresAt))
            ON CONFLICT (application_id) DO UPDATE SET
                tokens_valid_from = excluded.tokens_valid_from, expires_at = excluded.expires_at
            """)
    }

    /// The ids of tokens that ended and have not expired.
    public func tokens(now: Timestamp) throws -> [String] {
        try connection.fetchColumn(
            """
            SELECT token_id FROM oauth_revoked_tokens WHERE expires_at > \(now)
            ORDER BY expires_at DESC LIMIT \(Self.tokenLimit)
            """)
    }

    /// From when on tokens count, for the applications where that has moved lately.
    public func validFrom(now: Timestamp) throws -> [OAuthApplicationID: Timestamp] {
        let rows = try connection.fetch(
            "SELECT application_id, tokens_valid_from FROM oauth_ended_tokens WHERE expires_at > \(now)"
        ) { row in
            (try row["application_id"] as OAuthApplicationID, try row["tokens_valid_from"] as Timestamp)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Deletes what no token can be any more.
    public func prune(now: Timestamp) throws {
        try connection.execute("DELETE FROM oauth_revoked_tokens WHERE expires_at <= \(now)")
        try connection.execute("DELETE FROM oauth_ended_tokens WHERE expires_at <= \(now)")
    }
}
