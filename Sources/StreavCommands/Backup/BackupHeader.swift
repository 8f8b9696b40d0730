internal import FoundationEssentials
internal import StreavSQL
internal import StreavStore

/// The first line of a backup. Nothing in it says when it was made, so that equal data makes equal backups.
struct BackupHeader: Codable, Sendable, Equatable {
    struct Table: Codable, Sendable, Equatable {
        var name: String
        var columns: [String]
        var rows: Int64
        /// The highest id that the database had given out; 0 where it gives none out.
        var counter: Int64
    }

    var kind: String
    var format: Int
    var schema: Int
    var tables: [Table]

    /// Reads nothing but the form, to say of a newer one that it is newer.
    private struct Form: Decodable {
        var kind: String
        var format: Int
        var schema: Int
    }

    /// Of what a transaction sees.
    init(_ connection: any DatabaseConnection, schema: Int) throws {
        kind = BackupFormat.kind
        format = BackupFormat.version
        self.schema = schema
        tables = try DumpTable.all.map { table in
            Table(
                name: table.name, columns: table.columns, rows: try connection.dump.count(table),
                counter: try connection.dump.counter(table))
        }
    }

    /// - Parameter known: The schema's version that this program has.
    /// - Throws: ``CommandFailure`` for what this program cannot restore.
    init(reading line: [UInt8], known: Int = Migration.all.count) throws {
        let data = Data(line)
        guard let form = try? JSONDecoder().decode(Form.self, from: data), form.kind == BackupFormat.kind else {
            throw CommandFailure(.refused, "the file is no backup of Streav")
        }
        guard form.format <= BackupFormat.version else {
            throw CommandFailure(
                .refused,
                "the backup has format \(form.format), this program knows formats up to \(BackupFormat.version): "
                    + "restore it with the Streav that made it, or a newer one")
        }
        guard form.schema <= known else {
            throw CommandFailure(
                .refused,
                "the backup has schema version \(form.schema), this program knows versions up to \(known): restore it "
                    + "with the Streav that made it, or a newer one")
        }
        guard form.format == BackupFormat.version, form.schema >= BackupFormat.oldestSchema,
            let header = try? JSONDecoder().decode(BackupHeader.self, from: data)
        else { throw CommandFailure(.refused, "the backup's first line cannot be understood: it was altered") }
        self = header
        try check(isCurrent: schema == known)
    }

    /// A backup of an older schema may lack tables and columns, never have others.
    private func check(isCurrent: Bool) throws {
        let altered = CommandFailure(
            .refused, "the backup's first line names tables that there are not: it was altered")
        guard tables.count <= BackupFormat.tableLimit, Set(tables.map(\.name)).count == tables.count else {
            throw altered
        }
        for table in tables {
            guard let known = DumpTable.named(table.name), table.columns.count <= BackupFormat.columnLimit,
                Set(table.columns).count == table.columns.count, table.columns.allSatisfy(known.columns.contains),
                table.rows >= 0, table.counter >= 0
            else { throw altered }
            if isCurrent, table.columns != known.columns { throw altered }
        }
        if isCurrent, tables.map(\.name) != DumpTable.all.map(\.name) { throw altered }
    }

    var line: [UInt8] {
        get throws { try BackupLine.encode(self) }
    }
}
