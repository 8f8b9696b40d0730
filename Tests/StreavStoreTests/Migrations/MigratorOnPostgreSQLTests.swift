import DatabaseFixtures
import StreavSQL
import StreavStore
import Testing

@Suite("Migrations on PostgreSQL", .enabled(if: SharedPostgres.url != nil))
struct MigratorOnPostgreSQLTests {
    private static let whole = Migrator.Outcome(from: Migration.all.count, to: Migration.all.count)

    @Test("the schema is made in one go, and again nothing is done")
    func applies() async throws {
        try await SharedPostgres.withSchema { database in
            let first = try await Migrator().migrate(database, now: StoreFixture.now)
            #expect(first == Migrator.Outcome(from: 0, to: Migration.all.count))
            let second = try await Migrator().migrate(database, now: StoreFixture.now)
            #expect(second == Self.whole)
        }
    }

    @Test("components that start at once migrate once, and all of them go on")
    func together() async throws {
        try await SharedPostgres.withSchema { database in
            let outcomes = try await withThrowingTaskGroup(of: Migrator.Outcome.self) { group in
                for _ in 0..<4 { group.addTask { try await Migrator().migrate(database, now: StoreFixture.now) } }
                return try await group.reduce(into: [Migrator.Outcome]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0.from == 0 } == 1)
            #expect(outcomes.count { $0 == Self.whole } == 3)
        }
    }

    @Test("a database from a newer program is refused and left as it is, and a step that fails leaves nothing")
    func refused() async throws {
        try await SharedPostgres.withSchema { database in
            let broken = Migration(version: Migration.all.count + 1, name: "broken") { _ in
                ["CREATE TABLE users (id INTEGER)"]
            }
            await #expect(throws: DatabaseError.self) {
                try await Migrator(migrations: Migration.all + [broken]).migrate(database, now: StoreFixture.now)
            }
            let next = Migration(version: Migration.all.count + 1, name: "from the future") { _ in
                ["CREATE TABLE future (id INTEGER PRIMARY KEY)"]
            }
            let outcome = try await Migrator(migrations: Migration.all + [next]).migrate(
                database, now: StoreFixture.now)
            #expect(outcome.from == 0)
            await #expect(
                throws: MigrationError.newerDatabase(version: Migration.all.count + 1, known: Migration.all.count)
            ) {
                try await Migrator().migrate(database, now: StoreFixture.now)
            }
        }
    }
}
