import DatabaseFixtures
import Foundation
import StreavSQL
import StreavSQLite
import Testing

/// Who is held to the laws of ``StreavSQL/Database``.
enum DatabaseUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case sqliteInMemory
    case sqliteInMemoryOnCaller
    case sqliteFile
    /// On the server that `STREAV_TEST_DATABASE_URL` names.
    case postgres

    /// Those that are there.
    static var allCases: [DatabaseUnderTest] {
        [.sqliteInMemory, .sqliteInMemoryOnCaller, .sqliteFile] + (SharedPostgres.url == nil ? [] : [.postgres])
    }

    var testDescription: String { rawValue }

    /// A database of the caller's own, with the laws' tables in it and nothing else; gone afterwards.
    func withDatabase<Result>(_ body: (any Database) async throws -> Result) async throws -> Result {
        switch self {
        case .sqliteInMemory:
            return try await prepared(SQLiteDatabase.inMemory(), body)
        case .sqliteInMemoryOnCaller:
            return try await prepared(SQLiteDatabase.inMemory(execution: .caller), body)
        case .sqliteFile:
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("streav-database-\(UInt64.random(in: 0...UInt64.max))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let database = try SQLiteDatabase.file(path: folder.appendingPathComponent("laws.sqlite").path)
            let result = try await prepared(database, body)
            try database.close()
            return result
        case .postgres:
            return try await SharedPostgres.withSchema { database in try await prepared(database, body) }
        }
    }

    private func prepared<Result>(
        _ database: any Database, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        try await database.write { connection in
            for statement in LawTables.statements(connection.dialect) { try connection.execute(statement) }
        }
        return try await body(database)
    }
}

/// Runs `body` and returns the database's error, or nil when there was none.
func databaseError(_ body: () async throws -> some Any) async -> DatabaseError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? DatabaseError
    }
}
