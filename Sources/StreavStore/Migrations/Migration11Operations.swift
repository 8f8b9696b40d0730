internal import StreavSQL

extension Migration {
    /// What the platform needs to run: the activity log, settings, events on their way, answers to repeat.
    static let operations = Migration(version: 11, name: "operations") { dialect in
        [
            activityTable(dialect),
            "CREATE INDEX activity_occurred_at ON activity (occurred_at, sequence)",
            "CREATE INDEX activity_resource ON activity (resource, resource_id, sequence)",
            "CREATE INDEX activity_actor ON activity (actor_kind, actor_id, sequence)",
            """
            CREATE TABLE settings (
                name \(dialect.text) NOT NULL CONSTRAINT settings_pkey PRIMARY KEY,
                value \(dialect.text) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL
            )\(dialect.keyedTableOptions)
            """,
            """
            CREATE TABLE outbox (
                id \(dialect.longIdentity),
                event_id \(dialect.text) NOT NULL,
                aggregate \(dialect.text) NOT NULL,
                type \(dialect.text) NOT NULL,
                payload \(dialect.blob) NOT NULL,
                created_at \(dialect.long) NOT NULL,
                attempts \(dialect.integer) NOT NULL,
                next_attempt_at \(dialect.long) NOT NULL,
                published_at \(dialect.long),
                CONSTRAINT outbox_event_id_key UNIQUE (event_id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX outbox_waiting ON outbox (id) WHERE published_at IS NULL",
            "CREATE INDEX outbox_waiting_aggregate ON outbox (aggregate, id) WHERE published_at IS NULL",
            "CREATE INDEX outbox_published_at ON outbox (published_at) WHERE published_at IS NOT NULL",
            // What a consumer has dealt with, noted in the transaction of its effect.
            """
            CREATE TABLE consumed_events (
                consumer \(dialect.text) NOT NULL,
                event_id \(dialect.text) NOT NULL,
                consumed_at \(dialect.long) NOT NULL,
                CONSTRAINT consumed_events_pkey PRIMARY KEY (consumer, event_id)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX consumed_events_consumed_at ON consumed_events (consumed_at)",
            """
            CREATE TABLE idempotency_keys (
                application_id \(dialect.integer) NOT NULL CONSTRAINT idempotency_keys_application_id_fkey
                    REFERENCES oauth_applications (id) ON DELETE CASCADE,
                method \(dialect.text) NOT NULL,
                path \(dialect.text) NOT NULL,
                idempotency_key \(dialect.text) NOT NULL
                    CONSTRAINT idempotency_keys_idempotency_key_check CHECK (length(idempotency_key) BETWEEN 1 AND 255),
                body_digest \(dialect.blob) NOT NULL,
                answer_status \(dialect.integer) NOT NULL,
                answer_body_sealed \(dialect.blob) NOT NULL,
                created_at \(dialect.long) NOT NULL,
                expires_at \(dialect.long) NOT NULL,
                CONSTRAINT idempotency_keys_pkey PRIMARY KEY (application_id, method, path, idempotency_key)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at)",
        ]
    }

    /// Each entry's hash covers the one before, so that none can be changed, taken out or put in without a trace. No
    /// foreign keys: what is written here stays, whatever becomes of those it is about.
    private static func activityTable(_ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE activity (
            sequence \(dialect.long) NOT NULL CONSTRAINT activity_pkey PRIMARY KEY,
            occurred_at \(dialect.long) NOT NULL,
            actor_kind \(dialect.integer) NOT NULL
                CONSTRAINT activity_actor_kind_check CHECK (actor_kind BETWEEN 1 AND 4),
            actor_id \(dialect.integer),
            actor_name \(dialect.text) NOT NULL,
            address \(dialect.text),
            action \(dialect.text) NOT NULL,
            resource \(dialect.text) NOT NULL,
            resource_id \(dialect.text),
            resource_name \(dialect.text),
            before \(dialect.text),
            after \(dialect.text),
            hash \(dialect.blob) NOT NULL CONSTRAINT activity_hash_check CHECK (length(hash) = 32),
            CONSTRAINT activity_sequence_check CHECK (sequence >= 1)
        )\(dialect.tableOptions)
        """
    }
}
