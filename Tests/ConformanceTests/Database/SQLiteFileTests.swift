import Foundation
import StreavSQL
import StreavSQLite
import Testing

@Suite("SQLite in a file")
struct SQLiteFileTests {
    private static func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-sqlite-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test("what was written is there after opening again")
    func persists() async throws {
        try await Self.inFolder { folder in
            let path = folder.appendingPathComponent("a.sqlite").path
            let first = try SQLiteDatabase.file(path: path)
            try await first.write { connection in
                try connection.execute("CREATE TABLE notes (note TEXT) STRICT")
                try connection.execute("INSERT INTO notes (note) VALUES ('kept')")
            }
            try first.close()
            let second = try SQLiteDatabase.file(path: path)
            let notes: [String] = try await second.read { try $0.fetchColumn("SELECT note FROM notes") }
            #expect(notes == ["kept"])
            try second.close()
        }
    }

    @Test("a commit is on disk when it is acknowledged")
    func synchronous() async throws {
        try await Self.inFolder { folder in
            let database = try SQLiteDatabase.file(path: folder.appendingPathComponent("a.sqlite").path)
            let settings = try await database.write { connection -> [SQLValue] in
                let synchronous: SQLValue = try connection.value("SELECT synchronous FROM pragma_synchronous")
                let journal: SQLValue = try connection.value("SELECT journal_mode FROM pragma_journal_mode")
                return [synchronous, journal]
            }
            #expect(settings == [.integer(2), .text("wal")])
            try database.close()
        }
    }

    @Test("a missing folder, a folder and a file of another kind are told apart, and left alone")
    func unreadable() async throws {
        try await Self.inFolder { folder in
            func message(_ path: String) -> String? {
                do {
                    _ = try SQLiteDatabase.file(path: path)
                    return nil
                } catch {
                    #expect(error.code == .unavailable)
                    return error.message
                }
            }
            let missing = folder.appendingPathComponent("none/a.sqlite").path
            #expect(message(missing)?.contains("see that its folder exists") == true)
            #expect(message(folder.path)?.contains(folder.path) == true)
            let other = folder.appendingPathComponent("movie.mp4")
            let content = Data(repeating: 0x47, count: 10_000)
            try content.write(to: other)
            #expect(message(other.path)?.contains("is no SQLite database") == true)
            #expect(try Data(contentsOf: other) == content)
        }
    }

    @Test("after closing everything is unavailable")
    func closed() async throws {
        try await Self.inFolder { folder in
            let database = try SQLiteDatabase.file(path: folder.appendingPathComponent("a.sqlite").path)
            try database.close()
            let reading = await databaseError {
                try await database.read { try $0.fetchColumn("SELECT 1", as: Int.self) }
            }
            #expect(reading?.code == .unavailable)
            let writing = await databaseError { try await database.write { try $0.execute("CREATE TABLE t (a TEXT)") } }
            #expect(writing?.code == .unavailable)
        }
    }
}
