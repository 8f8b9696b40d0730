internal import StreavSQL

extension Migration {
    /// Live streams, where they come from, and what of them survives a restart.
    static let liveStreams = Migration(version: 4, name: "live streams") { dialect in
        [
            """
            CREATE TABLE categories (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                name_folded \(dialect.text) NOT NULL,
                position \(dialect.integer) NOT NULL,
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL,
                CONSTRAINT categories_name_folded_key UNIQUE (name_folded)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX categories_position ON categories (position, id)",
            liveStreamTable(dialect),
            "CREATE INDEX live_streams_number ON live_streams (number, id)",
            "CREATE INDEX live_streams_name_folded ON live_streams (name_folded, id)",
            "CREATE INDEX live_streams_guide_channel_id ON live_streams (guide_channel_id)",
            """
            CREATE TABLE live_stream_categories (
                live_stream_id \(dialect.integer) NOT NULL CONSTRAINT live_stream_categories_live_stream_id_fkey
                    REFERENCES live_streams (id) ON DELETE CASCADE,
                category_id \(dialect.integer) NOT NULL CONSTRAINT live_stream_categories_category_id_fkey
                    REFERENCES categories (id) ON DELETE CASCADE,
                position \(dialect.integer) NOT NULL,
                CONSTRAINT live_stream_categories_pkey PRIMARY KEY (live_stream_id, category_id)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX live_stream_categories_category_id ON live_stream_categories (category_id, live_stream_id)",
            """
            CREATE TABLE live_stream_sources (
                live_stream_id \(dialect.integer) NOT NULL CONSTRAINT live_stream_sources_live_stream_id_fkey
                    REFERENCES live_streams (id) ON DELETE CASCADE,
                position \(dialect.integer) NOT NULL,
                address \(dialect.text) NOT NULL
                    CONSTRAINT live_stream_sources_address_check CHECK (length(address) BETWEEN 1 AND 4096),
                dead_after_ms \(dialect.integer) NOT NULL
                    CONSTRAINT live_stream_sources_dead_after_ms_check CHECK (dead_after_ms BETWEEN 500 AND 60000),
                CONSTRAINT live_stream_sources_pkey PRIMARY KEY (live_stream_id, position)
            )\(dialect.keyedTableOptions)
            """,
            // What a playlist has published and must never take back (RFC 8216 section 6.2.2).
            """
            CREATE TABLE live_stream_states (
                live_stream_id \(dialect.integer) NOT NULL
                    CONSTRAINT live_stream_states_pkey PRIMARY KEY
                    CONSTRAINT live_stream_states_live_stream_id_fkey REFERENCES live_streams (id) ON DELETE CASCADE,
                target_duration_s \(dialect.integer) NOT NULL
                    CONSTRAINT live_stream_states_target_duration_s_check CHECK (target_duration_s BETWEEN 1 AND 60),
                media_sequence \(dialect.long) NOT NULL
                    CONSTRAINT live_stream_states_media_sequence_check CHECK (media_sequence >= 0),
                discontinuity_sequence \(dialect.long) NOT NULL
                    CONSTRAINT live_stream_states_discontinuity_sequence_check CHECK (discontinuity_sequence >= 0),
                updated_at \(dialect.long) NOT NULL
            )\(dialect.tableOptions)
            """,
        ]
    }

    private static func liveStreamTable(_ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE live_streams (
            id \(dialect.identity),
            number \(dialect.integer) NOT NULL CONSTRAINT live_streams_number_check CHECK (number BETWEEN 0 AND 999999),
            name \(dialect.text) NOT NULL CONSTRAINT live_streams_name_check CHECK (length(name) >= 1),
            name_folded \(dialect.text) NOT NULL,
            description \(dialect.text),
            logo_url \(dialect.text),
            is_adult \(dialect.boolean) NOT NULL CONSTRAINT live_streams_is_adult_check CHECK (is_adult IN (0, 1)),
            is_radio \(dialect.boolean) NOT NULL CONSTRAINT live_streams_is_radio_check CHECK (is_radio IN (0, 1)),
            archive_days \(dialect.integer) NOT NULL
                CONSTRAINT live_streams_archive_days_check CHECK (archive_days BETWEEN 0 AND 365),
            segment_target_ms \(dialect.integer) NOT NULL
                CONSTRAINT live_streams_segment_target_ms_check CHECK (segment_target_ms BETWEEN 2000 AND 10000),
            window_segments \(dialect.integer) NOT NULL
                CONSTRAINT live_streams_window_segments_check CHECK (window_segments BETWEEN 4 AND 30),
            starts_on_demand \(dialect.boolean) NOT NULL
                CONSTRAINT live_streams_starts_on_demand_check CHECK (starts_on_demand IN (0, 1)),
            idle_stop_ms \(dialect.integer) NOT NULL
                CONSTRAINT live_streams_idle_stop_ms_check CHECK (idle_stop_ms BETWEEN 1000 AND 86400000),
            is_enabled \(dialect.boolean) NOT NULL
                CONSTRAINT live_streams_is_enabled_check CHECK (is_enabled IN (0, 1)),
            guide_channel_id \(dialect.integer) CONSTRAINT live_streams_guide_channel_id_fkey
                REFERENCES guide_channels (id) ON DELETE SET NULL,
            created_at \(dialect.long) NOT NULL,
            updated_at \(dialect.long) NOT NULL,
            revision \(dialect.long) NOT NULL
        )\(dialect.tableOptions)
        """
    }
}
