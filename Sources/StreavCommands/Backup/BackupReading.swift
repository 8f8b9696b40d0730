internal import StreavCrypto
internal import StreavSQL
internal import StreavStore

/// Reads a backup and holds every line of it against the header, and all of it against the trailer.
enum BackupReading {
    struct Outcome: Sendable, Equatable {
        let header: BackupHeader
        let trailer: BackupTrailer
    }

    /// - Parameter body: Is given the rows of a table in their order, at most ``BackupFormat/insertBatch`` at a time.
    ///   What it was given counts only when this returns.
    /// - Throws: ``CommandFailure`` for anything that is not as it was written; what `body` throws.
    static func read(
        _ path: String, _ body: (BackupHeader.Table, [[SQLValue]]) throws -> Void
    ) throws -> Outcome {
        var lines = try BackupLines(path)
        let digest = SHA256Stream()
        guard let first = try lines.next() else { throw CommandFailure(.refused, "\(path) is empty") }
        let header = try BackupHeader(reading: first)
        digest.update(first + [0x0A])
        var number = 1
        for table in header.tables {
            var rest = table.rows
            while rest > 0 {
                var rows: [[SQLValue]] = []
                while rest > 0, rows.count < BackupFormat.insertBatch {
                    guard let line = try lines.next() else {
                        throw CommandFailure(.refused, "\(path) ends among the rows of \(table.name): it was cut off")
                    }
                    number += 1
                    digest.update(line + [0x0A])
                    guard let row = BackupRow.read(line), row.table == table.name,
                        row.values.count == table.columns.count
                    else {
                        throw CommandFailure(
                            .refused, "line \(number) of \(path) is no row of \(table.name): it was altered")
                    }
                    rows.append(row.values)
                    rest -= 1
                }
                try body(table, rows)
            }
        }
        guard let last = try lines.next() else {
            throw CommandFailure(.refused, "\(path) has no last line: it was cut off")
        }
        let expected = BackupTrailer(rows: Int64(number - 1), digest: digest.finish())
        guard BackupTrailer(reading: last) == expected, try lines.next() == nil else {
            throw CommandFailure(
                .refused, "\(path) is not what was written (rows or SHA-256 differ): it was altered or cut off")
        }
        return Outcome(header: header, trailer: expected)
    }
}
