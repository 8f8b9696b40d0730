import StreavSQL

/// The tables that the laws are about.
enum LawTables {
    static func statements(_ dialect: SQLDialect) -> [SQL] {
        [
            """
            CREATE TABLE parents (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                rank \(dialect.integer),
                CONSTRAINT parents_name_key UNIQUE (name),
                CONSTRAINT parents_rank_check CHECK (rank >= 0)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE children (
                parent_id \(dialect.integer) NOT NULL CONSTRAINT children_parent_id_fkey REFERENCES parents (id),
                position \(dialect.integer) NOT NULL,
                label \(dialect.text),
                PRIMARY KEY (parent_id, position)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE UNIQUE INDEX children_label_index ON children (label) WHERE label IS NOT NULL",
            """
            CREATE TABLE samples (
                id \(dialect.identity),
                long \(dialect.long),
                real \(dialect.real),
                text \(dialect.text),
                blob \(dialect.blob),
                flag \(dialect.boolean) CHECK (flag IN (0, 1))
            )\(dialect.tableOptions)
            """,
        ]
    }
}
