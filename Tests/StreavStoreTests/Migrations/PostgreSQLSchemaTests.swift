import StreavDomain
import StreavSQL
import StreavStore
import Testing

/// The schema against PostgreSQL itself.
@Suite("Schema on PostgreSQL", .serialized)
struct PostgreSQLSchemaTests {
    @Test("the whole schema applies once, as one transaction, and holds")
    func applies() throws {
        let schema = try Migrator().script(for: .postgresql, now: Timestamp(milliseconds: 1_700_000_000_000))
        let bundle = "INSERT INTO bundles (name, name_folded, created_at, updated_at, revision)"
        let answers = try PostgreSQL.psql([
            schema,
            schema,
            "SELECT count(*), max(version) FROM schema_migrations;",
            """
            \(bundle) VALUES ('Basic', 'basic', 1, 1, 1) RETURNING id;
            \(bundle) VALUES ('BASIC', 'basic', 1, 1, 1);
            """,
            "INSERT INTO bundle_movies (bundle_id, movie_id, position) VALUES (1, 99, 1);",
            """
            INSERT INTO subscribers (username, username_folded, access_token_sealed, access_token_hash, status,
                max_connections, is_trial, hls, mpeg_ts, created_at, updated_at, revision)
            VALUES ('a', 'a', ''::bytea, ''::bytea, 4, 1, 0, 1, 1, 1, 1, 1);
            """,
            "INSERT INTO bundles (id, name, name_folded, created_at, updated_at, revision) "
                + "VALUES (2147483648, 'x', 'x', 1, 1, 1);",
            """
            SELECT count(*) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND contype = 'f' AND NOT EXISTS (
                SELECT 1 FROM pg_index
                WHERE indrelid = conrelid AND indkey[0] = conkey[1]
            );
            """,
        ])
        #expect(answers[0].status == 0, "\(answers[0].errors)")
        #expect(answers[1].status != 0, "a schema that is there is not made again")
        #expect(answers[2].output == "\(Migration.all.count)|\(Migration.all.count)")
        #expect(answers[3].errors.contains("23505"))
        #expect(answers[3].errors.contains("bundles_name_folded_key"))
        #expect(answers[4].errors.contains("bundle_movies_movie_id_fkey"))
        #expect(answers[5].errors.contains("subscribers_status_check"))
        #expect(answers[6].errors.contains("22003"), "ids fit 32 bits")
        #expect(answers[7].output == "0", "every foreign key leads an index, so that deleting is not a scan")
    }
}
