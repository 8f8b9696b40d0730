import StreavDomain
import StreavSQL
import StreavSQLite
import StreavStore
import Testing

@Suite("Migrations")
struct MigratorTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static func tables(_ database: any Database) async throws -> [String] {
        try await database.read {
            try $0.fetchColumn(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        }
    }

    @Test("an empty database gets the whole schema, and again nothing")
    func idempotent() async throws {
        let database = try SQLiteDatabase.inMemory()
        let first = try await Migrator().migrate(database, now: now)
        #expect(first == Migrator.Outcome(from: 0, to: Migration.all.count))
        let tables = try await Self.tables(database)
        #expect(tables.count > 40)
        let second = try await Migrator().migrate(database, now: now)
        #expect(second == Migrator.Outcome(from: Migration.all.count, to: Migration.all.count))
        let again = try await Self.tables(database)
        #expect(again == tables)
    }

    @Test("steps are added where an older program stopped")
    func upgrades() async throws {
        let database = try SQLiteDatabase.inMemory()
        try await Migrator(migrations: Array(Migration.all.prefix(4))).migrate(database, now: now)
        let outcome = try await Migrator().migrate(database, now: now)
        #expect(outcome == Migrator.Outcome(from: 4, to: Migration.all.count))
        let fresh = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(fresh, now: now)
        let upgraded = try await Self.tables(database)
        let made = try await Self.tables(fresh)
        #expect(upgraded == made)
    }

    @Test("a database from a newer program is refused and left as it is")
    func newer() async throws {
        let database = try SQLiteDatabase.inMemory()
        let next = Migration(version: Migration.all.count + 1, name: "from the future") { _ in
            ["CREATE TABLE future (id INTEGER PRIMARY KEY)"]
        }
        try await Migrator(migrations: Migration.all + [next]).migrate(database, now: now)
        let before = try await Self.tables(database)
        await #expect(
            throws: MigrationError.newerDatabase(version: Migration.all.count + 1, known: Migration.all.count)
        ) {
            try await Migrator().migrate(database, now: now)
        }
        let after = try await Self.tables(database)
        #expect(after == before)
    }

    @Test("a database with another history is refused")
    func otherHistory() async throws {
        let database = try SQLiteDatabase.inMemory()
        let other = Migration(version: 1, name: "something else") { _ in ["CREATE TABLE other (id INTEGER PRIMARY KEY)"]
        }
        try await Migrator(migrations: [other]).migrate(database, now: now)
        await #expect(throws: MigrationError.differentHistory(version: 1, ran: "something else", known: "users")) {
            try await Migrator().migrate(database, now: now)
        }
    }

    @Test("a step that fails takes all others of its run with it")
    func atomic() async throws {
        let database = try SQLiteDatabase.inMemory()
        let broken = Migration(version: Migration.all.count + 1, name: "broken") { _ in
            ["CREATE TABLE users (id INTEGER)"]
        }
        await #expect(throws: DatabaseError.self) {
            try await Migrator(migrations: Migration.all + [broken]).migrate(database, now: now)
        }
        let tables = try await Self.tables(database)
        #expect(tables == [])
    }

    @Test("every table is STRICT, every foreign key leads an index")
    func checked() async throws {
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: now)
        let lax: [String] = try await database.read {
            try $0.fetchColumn(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'")
        }
        #expect(lax == [])
        let bare: [String] = try await database.read {
            try $0.fetchColumn(
                """
                SELECT t.name || '.' || f."from" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
                WHERE t.schema = 'main' AND NOT EXISTS (
                    SELECT 1 FROM pragma_index_list(t.name) l JOIN pragma_index_info(l.name) c
                    WHERE c.seqno = 0 AND c.name = f."from"
                ) AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) p WHERE p.pk = 1 AND p.name = f."from")
                """)
        }
        #expect(bare == [])
    }
}
