import StreavDomain
import StreavSQL
import StreavSQLite
import StreavStore

/// A row and more for every table that a backup holds, with what is hard to write down.
enum SampleRows {
    static let text = "a \"quoted\" \\ line\u{1}\n\tقناة ١ 🎬 é\u{7F}"

    private static let numbers: [String: Int64] = [
        "segment_target_ms": 4000, "window_segments": 6, "idle_stop_ms": 30_000, "dead_after_ms": 2000,
        "target_duration_s": 6, "ends_at": 1_700_000_009_999, "media_sequence": 9_007_199_254_740_993,
        "starts_at": 1_700_000_000_000, "bytes": .max, "viewer_ms": .max, "resolution_s": 60, "totp_last_step": 5,
    ]
    private static let texts: [String: String] = ["birth_date": "1900-01-31", "death_day": "1999-12-31"]
    /// Nothing, so that this is written down as well.
    private static let nulls: Set<String> = ["note", "description", "tmdb_id", "published_at", "country"]

    /// - Parameter columns: The type in SQLite of each column, and whether it may be null.
    static func values(_ table: DumpTable, columns: [String: (type: String, isRequired: Bool)]) -> [SQLValue] {
        table.columns.map { name in
            let column = columns[name] ?? ("", true)
            if nulls.contains(name), !column.isRequired { return .null }
            switch column.type {
            case "INTEGER": return .integer(numbers[name] ?? 1)
            case "REAL": return .real(7.1)
            case "BLOB": return .blob([UInt8](0..<32))
            default: return .text(texts[name] ?? text)
            }
        }
    }

    /// The columns of every table, by SQLite.
    static func schema() async throws -> [String: [String: (type: String, isRequired: Bool)]] {
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: .init(milliseconds: 0))
        return try await database.read { connection in
            var schema: [String: [String: (type: String, isRequired: Bool)]] = [:]
            for table in DumpTable.all {
                let columns = try connection.fetch(
                    "SELECT name, type, \"notnull\" AS required FROM pragma_table_info(\(table.name))"
                ) { row in
                    (
                        name: try row["name"] as String, type: try row["type"] as String,
                        isRequired: try row["required"] as Bool
                    )
                }
                schema[table.name] = Dictionary(
                    uniqueKeysWithValues: columns.map { ($0.name, ($0.type, $0.isRequired)) })
            }
            return schema
        }
    }

    static func insert(into database: any Database) async throws {
        let schema = try await schema()
        let rows = DumpTable.all.filter { !$0.isSeeded }.map { table in
            (table, values(table, columns: schema[table.name] ?? [:]))
        }
        try await database.write { connection in
            for (table, row) in rows {
                try connection.dump.insert([row], columns: Array(table.columns.indices), into: table)
                // As the database would have had it, had it given the id out.
                try connection.dump.setCounter(1, of: table)
            }
        }
    }
}
