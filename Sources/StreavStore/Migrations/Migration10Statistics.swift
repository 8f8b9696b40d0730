internal import StreavSQL

extension Migration {
    /// Numbers over time, coarser the older, and how long each grain is kept.
    static let statistics = Migration(version: 10, name: "statistics") { dialect in
        [
            """
            CREATE TABLE statistics_retentions (
                resolution_s \(dialect.integer) NOT NULL CONSTRAINT statistics_retentions_pkey PRIMARY KEY,
                kept_ms \(dialect.long) NOT NULL CONSTRAINT statistics_retentions_kept_ms_check CHECK (kept_ms > 0)
            )\(dialect.tableOptions)
            """,
            // A minute for two days, an hour for ninety, a day for five years.
            """
            INSERT INTO statistics_retentions (resolution_s, kept_ms)
            VALUES (60, 172800000), (3600, 7776000000), (86400, 157680000000)
            """,
            // `dimension` says what `member` names: all, live_stream, server, format, country, denial.
            """
            CREATE TABLE statistics_rollups (
                resolution_s \(dialect.integer) NOT NULL CONSTRAINT statistics_rollups_resolution_s_fkey
                    REFERENCES statistics_retentions (resolution_s),
                dimension \(dialect.text) NOT NULL,
                member \(dialect.text) NOT NULL,
                starts_at \(dialect.long) NOT NULL,
                viewers_peak \(dialect.long) NOT NULL,
                viewer_ms \(dialect.long) NOT NULL,
                sessions \(dialect.long) NOT NULL,
                denials \(dialect.long) NOT NULL,
                bytes \(dialect.long) NOT NULL,
                CONSTRAINT statistics_rollups_pkey PRIMARY KEY (resolution_s, dimension, member, starts_at)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX statistics_rollups_starts_at ON statistics_rollups (resolution_s, starts_at)",
        ]
    }
}
