public import StreavSQL

extension DatabaseConnection {
    /// The tables as backups read and write them.
    public var dump: StoreDump { StoreDump(connection: self) }
}

/// Reads and writes whole tables, for backups.
public struct StoreDump {
    let connection: any DatabaseConnection

    /// The schema's version; nil where no Streav has been.
    public func schemaVersion() throws -> Int? {
        let isThere: Int
        switch connection.dialect {
        case .sqlite:
            isThere = try connection.value(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'")
        case .postgresql:
            isThere = try connection.value(
                """
                SELECT count(*) FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_name = 'schema_migrations'
                """)
        }
        guard isThere > 0 else { return nil }
        return try connection.value("SELECT coalesce(max(version), 0) FROM schema_migrations")
    }

    /// Rows that a backup holds of a table.
    public func count(_ table: DumpTable) throws -> Int64 {
        try connection.value("SELECT count(*) FROM \(table.sql)\(Self.condition(table))")
    }

    /// The highest id that the database has given out; 0 where it gives none out, or has not yet.
    public func counter(_ table: DumpTable) throws -> Int64 {
        guard table.hasIdentity else { return 0 }
        let highest: Int64 = try connection.value("SELECT coalesce(max(id), 0) FROM \(table.sql)")
        let given: Int64? =
            switch connection.dialect {
            case .sqlite:
                try connection.fetchValue("SELECT seq FROM sqlite_sequence WHERE name = \(table.name)") ?? nil
            case .postgresql:
                try connection.value(
                    "SELECT pg_sequence_last_value(pg_get_serial_sequence(\(table.name), 'id')::regclass)")
            }
        return max(highest, given ?? 0)
    }

    /// The next rows in the order of the primary key.
    ///
    /// - Parameter key: Of the last row before them; nil: from the first on.
    public func rows(of table: DumpTable, after key: [SQLValue]?, limit: Int) throws -> [[SQLValue]] {
        let keySQL = table.columnSQL.prefix(table.keyCount).joined(by: ", ")
        var conditions: [SQL] = []
        if let condition = table.condition { conditions.append(condition) }
        if let key {
            conditions.append("(\(keySQL)) > (\(key.map { "\($0)" as SQL }.joined(by: ", ")))")
        }
        let filter: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(by: " AND "))"
        let columns = table.columnSQL.joined(by: ", ")
        return try connection.fetch(
            "SELECT \(columns) FROM \(table.sql)\(filter) ORDER BY \(keySQL) LIMIT \(limit)"
        ) { row in
            try table.columns.indices.map { try row[at: $0] as SQLValue }
        }
    }

    /// - Parameter columns: Places in the table's columns that the rows' values are of.
    public func insert(_ rows: [[SQLValue]], columns: [Int], into table: DumpTable) throws {
        guard !rows.isEmpty else { return }
        let names = columns.map { table.columnSQL[$0] }.joined(by: ", ")
        let values = rows.map { row in "(\(row.map { "\($0)" as SQL }.joined(by: ", ")))" as SQL }.joined(by: ", ")
        try connection.execute("INSERT INTO \(table.sql) (\(names)) VALUES \(values)")
    }

    /// The first table with something in it that the schema has not brought; nil where all are empty.
    public func firstUsed() throws -> String? {
        for table in DumpTable.all where !table.isSeeded {
            let found: [Int] = try connection.fetchColumn("SELECT 1 FROM \(table.sql) LIMIT 1")
            if !found.isEmpty { return table.name }
        }
        return nil
    }

    /// Deletes what is in every table but the schema's history.
    public func clear() throws {
        for statement in Self.transient { try connection.execute(statement) }
        for table in DumpTable.all.reversed() { try connection.execute("DELETE FROM \(table.sql)") }
    }

    /// Deletes what the schema has brought.
    public func clearSeeded() throws {
        for table in DumpTable.all.reversed() where table.isSeeded {
            try connection.execute("DELETE FROM \(table.sql)")
        }
    }

    /// The database gives out no id up to `counter` again.
    public func setCounter(_ counter: Int64, of table: DumpTable) throws {
        guard table.hasIdentity, counter > 0 else { return }
        switch connection.dialect {
        case .sqlite:
            try connection.execute("DELETE FROM sqlite_sequence WHERE name = \(table.name)")
            try connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table.name), \(counter))")
        case .postgresql:
            try connection.forEach(
                "SELECT setval(pg_get_serial_sequence(\(table.name), 'id')::regclass, \(counter), true)"
            ) { _ in }
        }
    }

    /// Those of ``DumpTable/leftOut`` that hold what people did.
    private static let transient: [SQL] = [
        "DELETE FROM user_sessions", "DELETE FROM connections", "DELETE FROM consumed_events",
        "DELETE FROM idempotency_keys", "DELETE FROM live_stream_statuses",
    ]

    private static func condition(_ table: DumpTable) -> SQL {
        table.condition.map { " WHERE \($0)" } ?? ""
    }
}
