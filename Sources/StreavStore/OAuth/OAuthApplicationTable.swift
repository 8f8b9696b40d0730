public import StreavDomain
internal import StreavSQL

/// Third parties' applications.
public struct OAuthApplicationTable {
    let connection: any DatabaseConnection

    public func insert(
        _ details: OAuthApplicationDetails, clientID: String, secretHash: [UInt8], now: Timestamp
    ) throws -> OAuthApplicationID {
        let id: OAuthApplicationID = try connection.value(
            """
            INSERT INTO oauth_applications (
                name, client_id, secret_hash, is_disabled, tokens_valid_from, created_at, updated_at, revision
            ) VALUES (
                \(details.name), \(clientID), \(secretHash), \(details.isDisabled), \(now), \(now), \(now), 1
            ) RETURNING id
            """)
        try insertScopes(of: id, details)
        return id
    }

    /// False when the application is not there, or has another revision than `expected`.
    ///
    /// - Parameter tokensValidFrom: Tokens issued before are no longer accepted; nil leaves that as it is.
    public func update(
        _ id: OAuthApplicationID, _ details: OAuthApplicationDetails, tokensValidFrom: Timestamp?,
        expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE oauth_applications SET name = \(details.name), is_disabled = \(details.isDisabled),
                tokens_valid_from = coalesce(\(tokensValidFrom), tokens_valid_from), updated_at = \(now),
                revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """)
        guard count == 1 else { return false }
        try connection.execute("DELETE FROM oauth_application_scopes WHERE application_id = \(id)")
        try insertScopes(of: id, details)
        return true
    }

    /// A new secret ends the tokens of the old one. False when the application is not there.
    public func setSecretHash(
        _ hash: [UInt8], of id: OAuthApplicationID, tokensValidFrom: Timestamp, now: Timestamp
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE oauth_applications SET secret_hash = \(hash), tokens_valid_from = \(tokensValidFrom),
                updated_at = \(now), revision = revision + 1
            WHERE id = \(id)
            """) == 1
    }

    /// No change that anybody made: the revision stays.
    public func noteUse(of id: OAuthApplicationID, now: Timestamp) throws {
        try connection.execute("UPDATE oauth_applications SET last_used_at = \(now) WHERE id = \(id)")
    }

    /// False when the application is not there.
    public func delete(_ id: OAuthApplicationID) throws -> Bool {
        try connection.execute("DELETE FROM oauth_applications WHERE id = \(id)") == 1
    }

    public func find(_ id: OAuthApplicationID) throws -> OAuthApplication? {
        try find("id = \(id)")
    }

    public func find(clientID: String) throws -> OAuthApplication? {
        try find("client_id = \(clientID)")
    }

    public func secretHash(of id: OAuthApplicationID) throws -> [UInt8]? {
        try connection.fetchValue("SELECT secret_hash FROM oauth_applications WHERE id = \(id)")
    }

    public func secretHash(ofClientID clientID: String) throws -> [UInt8]? {
        try connection.fetchValue("SELECT secret_hash FROM oauth_applications WHERE client_id = \(clientID)")
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM oauth_applications")
    }

    private func find(_ condition: SQL) throws -> OAuthApplication? {
        let scopes: [String] = try connection.fetchColumn(
            """
            SELECT scope FROM oauth_application_scopes
            WHERE application_id = (SELECT id FROM oauth_applications WHERE \(condition))
            """)
        return try connection.fetchOne(
            """
            SELECT id, client_id, name, is_disabled, tokens_valid_from, last_used_at, created_at, updated_at, revision
            FROM oauth_applications WHERE \(condition)
            """
        ) { row in
            OAuthApplication(
                id: try row["id"], clientID: try row["client_id"],
                details: OAuthApplicationDetails(
                    // A scope that this program no longer knows grants nothing.
                    name: try row["name"], scopes: OAuthScope.allCases.filter { scopes.contains($0.rawValue) },
                    isDisabled: try row["is_disabled"]),
                tokensValidFrom: try row["tokens_valid_from"], lastUsedAt: try row["last_used_at"],
                createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
        }
    }

    private func insertScopes(of id: OAuthApplicationID, _ details: OAuthApplicationDetails) throws {
        for scope in details.scopes {
            try connection.execute(
                "INSERT INTO oauth_application_scopes (application_id, scope) VALUES (\(id), \(scope))")
        }
    }
}
