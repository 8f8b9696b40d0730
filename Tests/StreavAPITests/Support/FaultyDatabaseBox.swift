import StreavSQL
import Synchronization

/// Keeps hold of the database that a fixture was wrapped in.
final class FaultyDatabaseBox: Sendable {
    private let held = Mutex<FaultyDatabase?>(nil)

    var database: FaultyDatabase? { held.withLock { $0 } }

    func wrap(_ inner: any Database) -> any Database {
        let database = FaultyDatabase(inner)
        held.withLock { $0 = database }
        return database
    }
}
