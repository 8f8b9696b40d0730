internal import StreavSQL

extension Migration {
    /// Third parties' applications, what they may do, and the tokens taken from them.
    static let oauth = Migration(version: 2, name: "oauth applications") { dialect in
        [
            """
            CREATE TABLE oauth_applications (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                client_id \(dialect.text) NOT NULL,
                secret_hash \(dialect.blob) NOT NULL,
                is_disabled \(dialect.boolean) NOT NULL
                    CONSTRAINT oauth_applications_is_disabled_check CHECK (is_disabled IN (0, 1)),
                tokens_valid_from \(dialect.long) NOT NULL,
                last_used_at \(dialect.long),
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL,
                CONSTRAINT oauth_applications_client_id_key UNIQUE (client_id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE oauth_application_scopes (
                application_id \(dialect.integer) NOT NULL CONSTRAINT oauth_application_scopes_application_id_fkey
                    REFERENCES oauth_applications (id) ON DELETE CASCADE,
                scope \(dialect.text) NOT NULL,
                CONSTRAINT oauth_application_scopes_pkey PRIMARY KEY (application_id, scope)
            )\(dialect.keyedTableOptions)
            """,
            // Kept beside the cache, so that a revoked token stays revoked when the cache is away.
            """
            CREATE TABLE oauth_revoked_tokens (
                token_id \(dialect.text) NOT NULL CONSTRAINT oauth_revoked_tokens_pkey PRIMARY KEY,
                application_id \(dialect.integer) CONSTRAINT oauth_revoked_tokens_application_id_fkey
                    REFERENCES oauth_applications (id) ON DELETE SET NULL,
                revoked_at \(dialect.long) NOT NULL,
                expires_at \(dialect.long) NOT NULL
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX oauth_revoked_tokens_application_id ON oauth_revoked_tokens (application_id)",
            "CREATE INDEX oauth_revoked_tokens_expires_at ON oauth_revoked_tokens (expires_at)",
            // Applications whose earlier tokens ended all at once. No foreign key: those of a deleted one end too.
            """
            CREATE TABLE oauth_ended_tokens (
                application_id \(dialect.integer) NOT NULL CONSTRAINT oauth_ended_tokens_pkey PRIMARY KEY,
                tokens_valid_from \(dialect.long) NOT NULL,
                expires_at \(dialect.long) NOT NULL
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX oauth_ended_tokens_expires_at ON oauth_ended_tokens (expires_at)",
        ]
    }
}
