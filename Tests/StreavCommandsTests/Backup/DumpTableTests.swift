import StreavDomain
import StreavSQL
import StreavSQLite
import StreavStore
import Testing

@Suite("The tables of a backup")
struct DumpTableTests {
    private static func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: .init(milliseconds: 0))
        return try await database.read(body)
    }

    @Test("Every table of the schema is in a backup, or left out for a reason")
    func all() async throws {
        let tables = try await Self.read { connection in
            try connection.fetchColumn(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", as: String.self)
        }
        let known = DumpTable.all.map(\.name) + DumpTable.leftOut.keys
        #expect(Set(known).count == known.count)
        #expect(
            Set(tables) == Set(known),
            "Put a new table into DumpTable.all, after those it refers to, or say in DumpTable.leftOut why not")
    }

    @Test("The columns and the key of each are those of the schema", arguments: DumpTable.all.map(\.name))
    func columns(_ name: String) async throws {
        let table = try #require(DumpTable.named(name))
        let columns = try await Self.read { connection in
            try connection.fetch("SELECT name, pk FROM pragma_table_info(\(name))") { row in
                (name: try row["name"] as String, key: try row["pk"] as Int)
            }
        }
        #expect(Set(columns.map(\.name)) == Set(table.columns), "Put a new column into DumpTable.all")
        let key = columns.filter { $0.key > 0 }.sorted { $0.key < $1.key }.map(\.name)
        #expect(key == Array(table.columns.prefix(table.keyCount)))
        let definition = try await Self.read {
            try $0.value("SELECT sql FROM sqlite_schema WHERE name = \(name)", as: String.self)
        }
        #expect(table.hasIdentity == definition.contains("AUTOINCREMENT"))
    }

    @Test("A table stands after those that it refers to")
    func order() async throws {
        let references = try await Self.read { connection in
            try DumpTable.all.map { table in
                try connection.fetchColumn(
                    "SELECT \"table\" FROM pragma_foreign_key_list(\(table.name))", as: String.self)
            }
        }
        var seen: Set<String> = []
        for (table, referred) in zip(DumpTable.all, references) {
            #expect(seen.isSuperset(of: referred), "\(table.name)")
            seen.insert(table.name)
        }
    }

    @Test("The schema's own rows are those of the tables that say so")
    func seeded() async throws {
        let filled = try await Self.read { connection in
            try DumpTable.all.filter { try connection.dump.count($0) > 0 }.map(\.name)
        }
        #expect(filled == DumpTable.all.filter(\.isSeeded).map(\.name))
    }
}
