internal import StreavSQL

extension Migration {
    /// Several streaming nodes: how each is, and for every live stream the one that runs it.
    static let fleet = Migration(version: 12, name: "fleet") { dialect in
        [
            """
            ALTER TABLE servers ADD COLUMN weight \(dialect.integer) NOT NULL DEFAULT 1
                CONSTRAINT servers_weight_check CHECK (weight BETWEEN 1 AND 1000)
            """,
            "ALTER TABLE servers ADD COLUMN incarnation \(dialect.long) NOT NULL DEFAULT 0",
            "ALTER TABLE servers ADD COLUMN heartbeats \(dialect.long) NOT NULL DEFAULT 0",
            """
            ALTER TABLE servers ADD COLUMN is_lost \(dialect.boolean) NOT NULL DEFAULT 0
                CONSTRAINT servers_is_lost_check CHECK (is_lost IN (0, 1))
            """,
            """
            ALTER TABLE servers ADD COLUMN is_leaving \(dialect.boolean) NOT NULL DEFAULT 0
                CONSTRAINT servers_is_leaving_check CHECK (is_leaving IN (0, 1))
            """,
            "ALTER TABLE servers ADD COLUMN viewers \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE servers ADD COLUMN channels \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE servers ADD COLUMN outgoing_bits_per_second \(dialect.long) NOT NULL DEFAULT 0",
            // One row for each stream: two servers can never be wanted for one, and its generation goes on whatever
            // becomes of the servers. No program has used the table of this name that was there before.
            "DROP TABLE server_assignments",
            """
            CREATE TABLE server_assignments (
                live_stream_id \(dialect.integer) NOT NULL
                    CONSTRAINT server_assignments_pkey PRIMARY KEY
                    CONSTRAINT server_assignments_live_stream_id_fkey
                        REFERENCES live_streams (id) ON DELETE CASCADE,
                server_id \(dialect.integer)
                    CONSTRAINT server_assignments_server_id_fkey REFERENCES servers (id) ON DELETE SET NULL,
                generation \(dialect.long) NOT NULL
                    CONSTRAINT server_assignments_generation_check CHECK (generation >= 1),
                is_watched \(dialect.boolean) NOT NULL
                    CONSTRAINT server_assignments_is_watched_check CHECK (is_watched IN (0, 1)),
                updated_at \(dialect.long) NOT NULL
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX server_assignments_server_id ON server_assignments (server_id, live_stream_id)",
            // Counts the changes of assignments, so that a node sees at a glance that there was none.
            """
            CREATE TABLE fleet (
                id \(dialect.integer) NOT NULL
                    CONSTRAINT fleet_pkey PRIMARY KEY CONSTRAINT fleet_id_check CHECK (id = 1),
                revision \(dialect.long) NOT NULL
            )\(dialect.tableOptions)
            """,
            "INSERT INTO fleet (id, revision) VALUES (1, 0)",
        ]
    }
}
