internal import StreavSQL

extension Migration {
    /// The playable files behind movies and episodes.
    static let onDemand = Migration(version: 5, name: "on-demand streams") { dialect in
        [
            """
            CREATE TABLE on_demand_streams (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                name_folded \(dialect.text) NOT NULL,
                media_key \(dialect.text) NOT NULL
                    CONSTRAINT on_demand_streams_media_key_check CHECK (length(media_key) BETWEEN 1 AND 1024),
                file_format \(dialect.text),
                duration_ms \(dialect.long) CONSTRAINT on_demand_streams_duration_ms_check CHECK (duration_ms >= 0),
                size_bytes \(dialect.long) CONSTRAINT on_demand_streams_size_bytes_check CHECK (size_bytes >= 0),
                bits_per_second \(dialect.long)
                    CONSTRAINT on_demand_streams_bits_per_second_check CHECK (bits_per_second >= 0),
                video_codec \(dialect.text),
                audio_codec \(dialect.text),
                width \(dialect.integer),
                height \(dialect.integer),
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL,
                CONSTRAINT on_demand_streams_media_key_key UNIQUE (media_key)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX on_demand_streams_name_folded ON on_demand_streams (name_folded, id)",
        ]
    }
}
