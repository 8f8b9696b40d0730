internal import StreavSQL

extension Migration {
    /// How each live stream is now, as the node that runs it says every few seconds.
    static let liveStreamStatus = Migration(version: 13, name: "live stream status") { dialect in
        [
            """
            CREATE TABLE live_stream_statuses (
                live_stream_id \(dialect.integer) NOT NULL
                    CONSTRAINT live_stream_statuses_pkey PRIMARY KEY
                    CONSTRAINT live_stream_statuses_live_stream_id_fkey
                        REFERENCES live_streams (id) ON DELETE CASCADE,
                server_id \(dialect.integer) NOT NULL
                    CONSTRAINT live_stream_statuses_server_id_fkey REFERENCES servers (id) ON DELETE CASCADE,
                generation \(dialect.long) NOT NULL,
                phase \(dialect.text) NOT NULL CONSTRAINT live_stream_statuses_phase_check
                    CHECK (phase IN ('idle', 'starting', 'on-air', 'down')),
                since \(dialect.long) NOT NULL,
                bits_per_second \(dialect.long) NOT NULL,
                codecs \(dialect.text) NOT NULL,
                width \(dialect.integer),
                height \(dialect.integer),
                viewers \(dialect.integer) NOT NULL
                    CONSTRAINT live_stream_statuses_viewers_check CHECK (viewers >= 0),
                source_position \(dialect.integer),
                sources \(dialect.text) NOT NULL,
                updated_at \(dialect.long) NOT NULL
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX live_stream_statuses_server_id ON live_stream_statuses (server_id)",
            // The last events of one stream, and those beyond them.
            "CREATE INDEX live_stream_events_place ON live_stream_events (live_stream_id, id)",
        ]
    }
}
