internal import StreavSQL

extension Migration {
    /// Subscribers, their bundles in order, and what they are restricted to.
    static let subscribers = Migration(version: 8, name: "subscribers") { dialect in
        [
            subscriberTable(dialect),
            "CREATE INDEX subscribers_email_folded ON subscribers (email_folded)",
            "CREATE INDEX subscribers_expires_at ON subscribers (expires_at, id)",
            "CREATE INDEX subscribers_expires_at_desc ON subscribers (expires_at \(dialect.descendingNullsLast), id)",
            "CREATE INDEX subscribers_status ON subscribers (status, id)",
            "CREATE INDEX subscribers_owner_id ON subscribers (owner_id)",
            """
            CREATE TABLE subscriber_bundles (
                subscriber_id \(dialect.integer) NOT NULL
                    CONSTRAINT subscriber_bundles_subscriber_id_fkey REFERENCES subscribers (id) ON DELETE CASCADE,
                bundle_id \(dialect.integer) NOT NULL
                    CONSTRAINT subscriber_bundles_bundle_id_fkey REFERENCES bundles (id) ON DELETE CASCADE,
                position \(dialect.integer) NOT NULL,
                CONSTRAINT subscriber_bundles_pkey PRIMARY KEY (subscriber_id, bundle_id)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX subscriber_bundles_bundle_id ON subscriber_bundles (bundle_id, subscriber_id)",
            restrictions("addresses", value: "address", dialect),
            restrictions("user_agents", value: "user_agent", dialect),
            restrictions("countries", value: "country", dialect),
        ]
    }

    /// The access token is sealed, because it must be shown again, and hashed with a key, because it is searched by.
    private static func subscriberTable(_ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE subscribers (
            id \(dialect.identity),
            username \(dialect.text) NOT NULL
                CONSTRAINT subscribers_username_check CHECK (length(username) BETWEEN 1 AND 64),
            username_folded \(dialect.text) NOT NULL,
            email \(dialect.text),
            email_folded \(dialect.text),
            access_token_sealed \(dialect.blob) NOT NULL,
            access_token_hash \(dialect.blob) NOT NULL,
            status \(dialect.integer) NOT NULL CONSTRAINT subscribers_status_check CHECK (status BETWEEN 1 AND 3),
            expires_at \(dialect.long),
            max_connections \(dialect.integer) NOT NULL
                CONSTRAINT subscribers_max_connections_check CHECK (max_connections BETWEEN 1 AND 10000),
            is_trial \(dialect.boolean) NOT NULL CONSTRAINT subscribers_is_trial_check CHECK (is_trial IN (0, 1)),
            owner_id \(dialect.integer)
                CONSTRAINT subscribers_owner_id_fkey REFERENCES users (id) ON DELETE SET NULL,
            note \(dialect.text) CONSTRAINT subscribers_note_check CHECK (length(note) <= 2000),
            hls \(dialect.boolean) NOT NULL CONSTRAINT subscribers_hls_check CHECK (hls IN (0, 1)),
            mpeg_ts \(dialect.boolean) NOT NULL CONSTRAINT subscribers_mpeg_ts_check CHECK (mpeg_ts IN (0, 1)),
            created_at \(dialect.long) NOT NULL,
            updated_at \(dialect.long) NOT NULL,
            revision \(dialect.long) NOT NULL,
            CONSTRAINT subscribers_username_folded_key UNIQUE (username_folded),
            CONSTRAINT subscribers_access_token_hash_key UNIQUE (access_token_hash)
        )\(dialect.tableOptions)
        """
    }

    private static func restrictions(_ list: SQL, value: SQL, _ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE subscriber_\(list) (
            subscriber_id \(dialect.integer) NOT NULL
                CONSTRAINT subscriber_\(list)_subscriber_id_fkey REFERENCES subscribers (id) ON DELETE CASCADE,
            position \(dialect.integer) NOT NULL,
            \(value) \(dialect.text) NOT NULL
                CONSTRAINT subscriber_\(list)_\(value)_check CHECK (length(\(value)) BETWEEN 1 AND 255),
            CONSTRAINT subscriber_\(list)_pkey PRIMARY KEY (subscriber_id, position)
        )\(dialect.keyedTableOptions)
        """
    }
}
