internal import StreavSQL
internal import StreavStore

/// Puts a backup into a database: all of it, or nothing.
enum Restore {
    /// - Parameter replaces: What is in the database goes; otherwise it has to be empty.
    static func run(
        _ path: String, into database: any Database, replacing replaces: Bool
    ) async throws -> BackupReading.Outcome {
        // Before anything is touched; the transaction reads it once more, as it may be another file by then.
        let verified = try BackupReading.read(path) { _, _ in }
        return try await database.write { connection in
            if replaces {
                try connection.dump.clear()
            } else {
                if let used = try connection.dump.firstUsed() {
                    throw CommandFailure(
                        .refused,
                        "the database is not empty (\(used)): restore into a new one, or add --replace to delete "
                            + "what is there")
                }
                try connection.dump.clearSeeded()
            }
            let outcome = try BackupReading.read(path) { table, rows in
                guard let known = DumpTable.named(table.name) else { return }
                let places = table.columns.compactMap { known.columns.firstIndex(of: $0) }
                try connection.dump.insert(rows, columns: places, into: known)
            }
            guard outcome == verified else {
                throw CommandFailure(.refused, "\(path) was changed while it was read: nothing was restored")
            }
            for table in outcome.header.tables {
                guard let known = DumpTable.named(table.name) else { continue }
                try connection.dump.setCounter(table.counter, of: known)
            }
            return outcome
        }
    }
}
