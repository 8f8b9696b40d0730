import Foundation
import StreavDomain
import StreavSQL
import StreavStore
import Testing

/// The schema against PostgreSQL itself. Where it is not installed these fail and say so: they are never skipped.
@Suite("Schema on PostgreSQL", .serialized)
struct PostgreSQLSchemaTests {
    /// What psql answered, or why there was no answer.
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs one script after the other in psql, each stopping at its first error, on one new server.
    private static func psql(_ scripts: [String]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-psql-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, script) in scripts.enumerated() {
            try script.write(to: folder.appendingPathComponent("\(index).sql"), atomically: true, encoding: .utf8)
        }
        let commands = """
            cd '\(folder.path)'
            for i in $(seq 0 \(scripts.count - 1)); do
                psql --no-psqlrc --quiet --no-align --tuples-only -v ON_ERROR_STOP=1 -v VERBOSITY=verbose \
                    --file=$i.sql >$i.out 2>$i.err
                echo $? >$i.status
            done
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [script.path, "bash", "-c", commands]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(complaint)")
        return try scripts.indices.map { index in
            func text(_ kind: String) throws -> String {
                try String(contentsOf: folder.appendingPathComponent("\(index).\(kind)"), encoding: .utf8)
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            return Answer(status: Int32(try text("status")) ?? -1, output: try text("out"), errors: try text("err"))
        }
    }

    private static var script: URL {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("scripts/with-postgres.sh")
    }

    @Test("the whole schema applies once, as one transaction, and holds")
    func applies() throws {
        let schema = try Migrator().script(for: .postgresql, now: Timestamp(milliseconds: 1_700_000_000_000))
        let bundle = "INSERT INTO bundles (name, name_folded, created_at, updated_at, revision)"
        let answers = try Self.psql([
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
