import StreavDomain
import StreavSQL
import StreavSQLite
import StreavStore

/// A migrated database in memory.
enum StoreFixture {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    static func database() async throws -> any Database {
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: now)
        return database
    }

    static func token(_ byte: UInt8) -> SubscriberTable.StoredToken {
        SubscriberTable.StoredToken(sealed: [byte], hash: [UInt8](repeating: byte, count: 32))
    }
}
