internal import StreavSQL

extension Migration {
    /// The programme guide.
    static let guide = Migration(version: 3, name: "guide") { dialect in
        [
            """
            CREATE TABLE guide_channels (
                id \(dialect.identity),
                exported_id \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                name_folded \(dialect.text) NOT NULL,
                icon_url \(dialect.text),
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                CONSTRAINT guide_channels_exported_id_key UNIQUE (exported_id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX guide_channels_name_folded ON guide_channels (name_folded, id)",
            // Half-open: a programme ends at the moment the next begins.
            """
            CREATE TABLE guide_programmes (
                id \(dialect.identity),
                guide_channel_id \(dialect.integer) NOT NULL CONSTRAINT guide_programmes_guide_channel_id_fkey
                    REFERENCES guide_channels (id) ON DELETE CASCADE,
                starts_at \(dialect.long) NOT NULL,
                ends_at \(dialect.long) NOT NULL,
                title \(dialect.text) NOT NULL,
                subtitle \(dialect.text),
                description \(dialect.text),
                category \(dialect.text),
                language \(dialect.text),
                icon_url \(dialect.text),
                season_number \(dialect.integer),
                episode_number \(dialect.integer),
                released_in \(dialect.integer),
                rating \(dialect.text),
                is_new \(dialect.boolean) NOT NULL CONSTRAINT guide_programmes_is_new_check CHECK (is_new IN (0, 1)),
                CONSTRAINT guide_programmes_starts_at_key UNIQUE (guide_channel_id, starts_at),
                CONSTRAINT guide_programmes_ends_at_check CHECK (ends_at > starts_at)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX guide_programmes_ends_at ON guide_programmes (ends_at)",
        ]
    }
}
