internal import StreavSQL
internal import StreavStore

/// Makes backups: one consistent state of the database, in a form that is the same on either engine.
enum Backup {
    struct Outcome: Sendable {
        let header: BackupHeader
        let trailer: BackupTrailer
    }

    static func make(_ database: any Database, path: String) async throws -> Outcome {
        try await database.read { connection in
            guard let schema = try connection.dump.schemaVersion(), schema == Migration.all.count else {
                throw CommandFailure(.unavailable, "the schema is not this program's: run streav-cli migrate")
            }
            let file = try BackupFile(path)
            do {
                let header = try BackupHeader(connection, schema: schema)
                try file.append(header: header)
                for table in DumpTable.all { try append(table, connection, to: file) }
                return Outcome(header: header, trailer: try file.finish())
            } catch {
                file.giveUp()
                throw error
            }
        }
    }

    /// By pages: a long statement would meet its deadline, and nothing is ever whole in memory.
    private static func append(
        _ table: DumpTable, _ connection: any DatabaseConnection, to file: BackupFile
    ) throws {
        var key: [SQLValue]?
        while true {
            let rows = try connection.dump.rows(of: table, after: key, limit: BackupFormat.readBatch)
            for row in rows {
                var line: [UInt8] = []
                BackupRow.write(table.name, row, to: &line)
                try file.append(row: line)
            }
            guard rows.count == BackupFormat.readBatch, let last = rows.last else { return }
            key = Array(last.prefix(table.keyCount))
        }
    }
}
