import FoundationEssentials
import StreavCrypto
import StreavLocal
import StreavPorts
import StreavSQL

/// What says in a PostgreSQL database that the world in it is the simulator's, and which: without it nothing in a
/// database is touched.
struct WorldMarker: Sendable {
    /// Names keys, exchanges and queues of the world.
    let space: String
    let seed: UInt64
    let secret: SecretKey

    /// Takes an empty database, or the world that is in it.
    ///
    /// - Parameters:
    ///   - seed: The world's; nil: that of the world which is there, or a drawn one.
    ///   - key: The world's; nil: the one that follows from the seed.
    /// - Throws: ``SimulationError`` where something else is in the database, or another world; nothing is changed
    ///   then.
    static func claim(
        _ database: any Database, seed: UInt64?, key: SecretKey?, entropy: any Entropy
    ) async throws -> WorldMarker {
        let newSeed = seed ?? entropy.next()
        let newSpace = "streav_sim_\(String(entropy.next(), radix: 36))"
        let newKey = key ?? derivedKey(newSeed)
        return try await database.write { connection in
            guard try isThere(connection) else {
                try refuseForeign(connection)
                try connection.execute(table)
                try connection.execute(
                    """
                    INSERT INTO streav_sim (id, space, seed, key_mark)
                    VALUES (1, \(newSpace), \(String(newSeed)), \(mark(newKey)))
                    """)
                return WorldMarker(space: newSpace, seed: newSeed, secret: newKey)
            }
            return try found(connection, seed: seed, key: key)
        }
    }

    /// - Throws: ``SimulationError`` where the database holds something that the simulator has not made.
    static func refuseForeign(_ database: any Database) async throws {
        try await database.read { connection in
            if try !isThere(connection) { try refuseForeign(connection) }
        }
    }

    private static func found(
        _ connection: any DatabaseConnection, seed: UInt64?, key: SecretKey?
    ) throws -> WorldMarker {
        let rows = try connection.fetch("SELECT space, seed, key_mark FROM streav_sim WHERE id = 1") { row in
            (space: try row["space"] as String, seed: try row["seed"] as String, mark: try row["key_mark"] as String)
        }
        guard let row = rows.first, let kept = UInt64(row.seed) else {
            throw SimulationError(
                .startup, "the table streav_sim of the database cannot be read: name another database.")
        }
        if let seed, seed != kept {
            throw SimulationError(
                .startup,
                "the database holds the world of the seed \(kept), not of \(seed): leave --seed away, or name "
                    + "another database.")
        }
        let secret = key ?? derivedKey(kept)
        guard mark(secret) == row.mark else {
            throw SimulationError(
                .startup,
                "the world in the database was made with another STREAV_SECRET_KEY: give it that one, or "
                    + "name another database.")
        }
        return WorldMarker(space: row.space, seed: kept, secret: secret)
    }

    private static func refuseForeign(_ connection: any DatabaseConnection) throws {
        guard let schema = try connection.fetchValue("SELECT current_schema()::text", as: String?.self) ?? nil else {
            throw SimulationError(
                .startup, "the user of STREAV_DATABASE_URL has no schema in that database to make tables in.")
        }
        let others = try connection.fetchColumn(relations, as: String.self)
        guard !others.isEmpty else { return }
        throw SimulationError(
            .startup,
            "the database holds something that streav-sim has not made (\(others.joined(separator: ", ")) in the "
                + "schema \(schema)), and nothing was changed: name a database that is empty.")
    }

    private static func isThere(_ connection: any DatabaseConnection) throws -> Bool {
        try connection.value(
            """
            SELECT count(*) FROM pg_catalog.pg_tables
            WHERE schemaname = current_schema() AND tablename = 'streav_sim'
            """, as: Int.self) == 1
    }

    /// The first few tables and views of the user's schema that belong to no extension.
    private static let relations: SQL = """
        SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT EXISTS (
            SELECT 1 FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
        )
        ORDER BY 1 LIMIT 3
        """

    private static let table: SQL = """
        CREATE TABLE streav_sim (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            space TEXT NOT NULL,
            seed TEXT NOT NULL,
            key_mark TEXT NOT NULL,
            credentials TEXT
        )
        """

    private static func derivedKey(_ seed: UInt64) -> SecretKey {
        guard let key = SecretKey(bytes: SeededEntropy(seed: seed).fork("key").bytes(SecretKey.byteCount)) else {
            preconditionFailure("32 bytes make a key")
        }
        return key
    }

    /// By which a key is known again, and that tells nothing of it.
    private static func mark(_ key: SecretKey) -> String {
        HMACSHA256.authenticate(Array("streav-sim world".utf8), key: key)
            .map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
