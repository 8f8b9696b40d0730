import Foundation
public import StreavSQL
import StreavSQLite

/// The engines that one body of tests runs on: SQLite always, PostgreSQL where `STREAV_TEST_DATABASE_URL` names a
/// server.
public enum TestEngine: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgresql

    /// Those that are there.
    public static var available: [TestEngine] { SharedPostgres.url == nil ? [.sqlite] : allCases }

    /// False when all engines are asked for and one is not there: no test may pass silently without it.
    public static var isComplete: Bool {
        ProcessInfo.processInfo.environment["STREAV_TEST_SERVERS"] != "required" || available == allCases
    }

    public var description: String { rawValue }

    /// An empty database of the caller's own, gone afterwards.
    public func withDatabase<Result>(_ body: (any Database) async throws -> Result) async throws -> Result {
        switch self {
        case .sqlite: try await body(SQLiteDatabase.inMemory())
        case .postgresql: try await SharedPostgres.withSchema(body)
        }
    }
}
