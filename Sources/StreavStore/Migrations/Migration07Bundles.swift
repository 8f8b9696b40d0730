internal import StreavSQL

extension Migration {
    /// Bundles and what is in them, in order.
    static let bundles = Migration(version: 7, name: "bundles") { dialect in
        [
            """
            CREATE TABLE bundles (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL CONSTRAINT bundles_name_check CHECK (length(name) >= 1),
                name_folded \(dialect.text) NOT NULL,
                description \(dialect.text),
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                revision \(dialect.long) NOT NULL,
                CONSTRAINT bundles_name_folded_key UNIQUE (name_folded)
            )\(dialect.tableOptions)
            """
        ] + contents("live_stream", of: "live_streams", dialect) + contents("movie", of: "movies", dialect)
            + contents("show", of: "shows", dialect)
    }

    /// - Parameter one: The singular of `table`.
    private static func contents(_ one: SQL, of table: SQL, _ dialect: SQLDialect) -> [SQL] {
        [
            """
            CREATE TABLE bundle_\(table) (
                bundle_id \(dialect.integer) NOT NULL
                    CONSTRAINT bundle_\(table)_bundle_id_fkey REFERENCES bundles (id) ON DELETE CASCADE,
                \(one)_id \(dialect.integer) NOT NULL
                    CONSTRAINT bundle_\(table)_\(one)_id_fkey REFERENCES \(table) (id) ON DELETE CASCADE,
                position \(dialect.integer) NOT NULL,
                CONSTRAINT bundle_\(table)_pkey PRIMARY KEY (bundle_id, \(one)_id)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX bundle_\(table)_position ON bundle_\(table) (bundle_id, position, \(one)_id)",
            "CREATE INDEX bundle_\(table)_\(one)_id ON bundle_\(table) (\(one)_id, bundle_id)",
        ]
    }
}
