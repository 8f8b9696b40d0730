internal import StreavSQL

extension Migration {
    /// Streaming nodes, what each is to do, and who watched what from where.
    static let servers = Migration(version: 9, name: "servers and connections") { dialect in
        [
            """
            CREATE TABLE servers (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                name_folded \(dialect.text) NOT NULL,
                public_url \(dialect.text) NOT NULL,
                status \(dialect.integer) NOT NULL CONSTRAINT servers_status_check CHECK (status BETWEEN 1 AND 3),
                last_heartbeat_at \(dialect.long),
                version \(dialect.text),
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL,
                CONSTRAINT servers_name_folded_key UNIQUE (name_folded)
            )\(dialect.tableOptions)
            """,
            // A node ignores a generation lower than one it has seen, so late commands do no harm.
            """
            CREATE TABLE server_assignments (
                server_id \(dialect.integer) NOT NULL
                    CONSTRAINT server_assignments_server_id_fkey REFERENCES servers (id) ON DELETE CASCADE,
                live_stream_id \(dialect.integer) NOT NULL CONSTRAINT server_assignments_live_stream_id_fkey
                    REFERENCES live_streams (id) ON DELETE CASCADE,
                generation \(dialect.long) NOT NULL
                    CONSTRAINT server_assignments_generation_check CHECK (generation >= 1),
                is_wanted \(dialect.boolean) NOT NULL
                    CONSTRAINT server_assignments_is_wanted_check CHECK (is_wanted IN (0, 1)),
                updated_at \(dialect.long) NOT NULL,
                CONSTRAINT server_assignments_pkey PRIMARY KEY (server_id, live_stream_id)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX server_assignments_live_stream_id ON server_assignments (live_stream_id, server_id)",
            connectionTable(dialect),
            "CREATE INDEX connections_started_at ON connections (started_at, id)",
            "CREATE INDEX connections_subscriber_id ON connections (subscriber_id, started_at)",
            "CREATE INDEX connections_live_stream_id ON connections (live_stream_id, started_at)",
            "CREATE INDEX connections_on_demand_stream_id ON connections (on_demand_stream_id, started_at)",
            "CREATE INDEX connections_server_id ON connections (server_id, started_at)",
            "CREATE INDEX connections_open ON connections (last_seen_at) WHERE ended_at IS NULL",
            """
            CREATE TABLE live_stream_events (
                id \(dialect.longIdentity),
                live_stream_id \(dialect.integer) NOT NULL CONSTRAINT live_stream_events_live_stream_id_fkey
                    REFERENCES live_streams (id) ON DELETE CASCADE,
                server_id \(dialect.integer)
                    CONSTRAINT live_stream_events_server_id_fkey REFERENCES servers (id) ON DELETE SET NULL,
                occurred_at \(dialect.long) NOT NULL,
                kind \(dialect.text) NOT NULL,
                source_position \(dialect.integer),
                detail \(dialect.text)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX live_stream_events_live_stream_id ON live_stream_events (live_stream_id, occurred_at)",
            "CREATE INDEX live_stream_events_server_id ON live_stream_events (server_id)",
            "CREATE INDEX live_stream_events_occurred_at ON live_stream_events (occurred_at)",
        ]
    }

    /// History outlives what it is about: the names stay when the rows they came from are gone.
    private static func connectionTable(_ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE connections (
            id \(dialect.longIdentity),
            session_id \(dialect.text) NOT NULL,
            subscriber_id \(dialect.integer)
                CONSTRAINT connections_subscriber_id_fkey REFERENCES subscribers (id) ON DELETE SET NULL,
            username \(dialect.text) NOT NULL,
            live_stream_id \(dialect.integer)
                CONSTRAINT connections_live_stream_id_fkey REFERENCES live_streams (id) ON DELETE SET NULL,
            on_demand_stream_id \(dialect.integer) CONSTRAINT connections_on_demand_stream_id_fkey
                REFERENCES on_demand_streams (id) ON DELETE SET NULL,
            stream_name \(dialect.text) NOT NULL,
            server_id \(dialect.integer)
                CONSTRAINT connections_server_id_fkey REFERENCES servers (id) ON DELETE SET NULL,
            format \(dialect.text) NOT NULL
                CONSTRAINT connections_format_check CHECK (format IN ('hls', 'mpegts', 'progressive')),
            address \(dialect.text) NOT NULL,
            country \(dialect.text),
            user_agent \(dialect.text),
            started_at \(dialect.long) NOT NULL,
            last_seen_at \(dialect.long) NOT NULL,
            ended_at \(dialect.long),
            bytes \(dialect.long) NOT NULL CONSTRAINT connections_bytes_check CHECK (bytes >= 0),
            close_reason \(dialect.text),
            CONSTRAINT connections_session_id_key UNIQUE (session_id),
            CONSTRAINT connections_stream_check CHECK (live_stream_id IS NULL OR on_demand_stream_id IS NULL),
            CONSTRAINT connections_ended_at_check CHECK (ended_at >= started_at)
        )\(dialect.tableOptions)
        """
    }
}
