import StreavStore
import Testing

@testable import StreavCommands

@Suite("The first line of a backup")
struct BackupHeaderTests {
    /// One of this program's schema, changed.
    private static func header(_ change: (inout [BackupHeader.Table]) -> Void) throws -> [UInt8] {
        var tables = DumpTable.all.map {
            BackupHeader.Table(name: $0.name, columns: $0.columns, rows: 0, counter: 0)
        }
        change(&tables)
        return try BackupLine.encode(
            Form(kind: BackupFormat.kind, format: 1, schema: Migration.all.count, tables: tables))
    }

    private struct Form: Encodable {
        let kind: String
        let format: Int
        let schema: Int
        let tables: [BackupHeader.Table]
    }

    private static let later = Migration.all.count + 1

    @Test("Of this schema it names every table and column, in their order")
    func current() throws {
        #expect(try BackupHeader(reading: Self.header { _ in }).tables.count == DumpTable.all.count)
        #expect(throws: CommandFailure.self) { try BackupHeader(reading: Self.header { $0.removeLast() }) }
        #expect(throws: CommandFailure.self) { try BackupHeader(reading: Self.header { $0.swapAt(0, 1) }) }
        #expect(throws: CommandFailure.self) {
            try BackupHeader(reading: Self.header { $0[0].columns.removeLast() })
        }
    }

    @Test("Of an older schema it may lack some, and never has others")
    func older() throws {
        let fewer = try Self.header {
            $0.removeLast()
            $0[0].columns.removeLast()
        }
        #expect(try BackupHeader(reading: fewer, known: Self.later).tables.count == DumpTable.all.count - 1)
        for change: (inout [BackupHeader.Table]) -> Void in [
            { $0[0].name = "sqlite_schema" }, { $0[0].columns.append("is_god") }, { $0.append($0[0]) },
            { $0[0].columns.append("id") }, { $0[0].rows = -1 }, { $0[0].counter = -1 },
        ] {
            let altered = try Self.header(change)
            #expect(throws: CommandFailure.self) { try BackupHeader(reading: altered, known: Self.later) }
        }
    }
}
