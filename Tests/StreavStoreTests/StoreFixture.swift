import DatabaseFixtures
import StreavDomain
import StreavSQL
import StreavSQLite
import StreavStore

/// Migrated databases.
enum StoreFixture {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    /// One of an engine, gone afterwards.
    static func withDatabase<Result>(
        _ engine: TestEngine, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        try await engine.withDatabase { database in
            try await Migrator().migrate(database, now: now)
            return try await body(database)
        }
    }

    /// One of SQLite in memory, for what is SQLite's own.
    static func database() async throws -> any Database {
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: now)
        return database
    }

    static func token(_ byte: UInt8) -> SubscriberTable.StoredToken {
        SubscriberTable.StoredToken(sealed: [byte], hash: [UInt8](repeating: byte, count: 32))
    }
}
