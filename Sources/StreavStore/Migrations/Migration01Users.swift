internal import StreavSQL

extension Migration {
    /// The dashboard's users.
    static let users = Migration(version: 1, name: "users") { dialect in
        [
            """
            CREATE TABLE users (
                id \(dialect.identity),
                username \(dialect.text) NOT NULL
                    CONSTRAINT users_username_check CHECK (length(username) BETWEEN 1 AND 64),
                username_folded \(dialect.text) NOT NULL,
                email \(dialect.text),
                password_hash \(dialect.text) NOT NULL,
                role \(dialect.integer) NOT NULL CONSTRAINT users_role_check CHECK (role BETWEEN 1 AND 4),
                is_disabled \(dialect.boolean) NOT NULL
                    CONSTRAINT users_is_disabled_check CHECK (is_disabled IN (0, 1)),
                totp_secret_sealed \(dialect.blob),
                totp_last_step \(dialect.long),
                last_signed_in_at \(dialect.long),
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL,
                CONSTRAINT users_username_folded_key UNIQUE (username_folded)
            )\(dialect.tableOptions)
            """,
            // A session is known by the hash of the cookie alone: a copy of the table signs nobody in.
            """
            CREATE TABLE user_sessions (
                id_hash \(dialect.blob) NOT NULL CONSTRAINT user_sessions_pkey PRIMARY KEY,
                user_id \(dialect.integer) NOT NULL
                    CONSTRAINT user_sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
                csrf_secret \(dialect.blob) NOT NULL,
                address \(dialect.text),
                user_agent \(dialect.text),
                created_at \(dialect.long) NOT NULL,
                last_seen_at \(dialect.long) NOT NULL,
                authenticated_at \(dialect.long) NOT NULL,
                expires_at \(dialect.long) NOT NULL
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX user_sessions_user_id ON user_sessions (user_id)",
            "CREATE INDEX user_sessions_expires_at ON user_sessions (expires_at)",
            """
            CREATE TABLE user_recovery_codes (
                user_id \(dialect.integer) NOT NULL
                    CONSTRAINT user_recovery_codes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
                code_hash \(dialect.blob) NOT NULL,
                used_at \(dialect.long),
                CONSTRAINT user_recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
            )\(dialect.keyedTableOptions)
            """,
            """
            CREATE TABLE saved_views (
                id \(dialect.identity),
                user_id \(dialect.integer) NOT NULL
                    CONSTRAINT saved_views_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
                page \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                query \(dialect.text) NOT NULL,
                created_at \(dialect.long) NOT NULL,
                CONSTRAINT saved_views_name_key UNIQUE (user_id, page, name)
            )\(dialect.tableOptions)
            """,
        ]
    }
}
