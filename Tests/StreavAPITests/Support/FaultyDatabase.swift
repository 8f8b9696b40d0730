import StreavSQL
import Synchronization

/// A database that counts its statements, and can be away.
final class FaultyDatabase: Database {
    private let inner: any Database
    private let away = Mutex(false)
    private let statements = Mutex(0)

    init(_ inner: any Database) {
        self.inner = inner
    }

    var dialect: SQLDialect { inner.dialect }

    func setAway(_ isAway: Bool) {
        away.withLock { $0 = isAway }
    }

    /// Statements since the last time.
    func takeCount() -> Int {
        statements.withLock { count in
            defer { count = 0 }
            return count
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try check()
        return try await inner.read { [self] in try body(CountingConnection(inner: $0, count: count)) }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try check()
        return try await inner.write { [self] in try body(CountingConnection(inner: $0, count: count)) }
    }

    private func check() throws {
        if away.withLock({ $0 }) { throw DatabaseError(.unavailable, "away: postgres://user:secret@db/streav") }
    }

    private func count() {
        statements.withLock { $0 += 1 }
    }
}

/// A connection that tells of each statement.
private struct CountingConnection: DatabaseConnection {
    let inner: any DatabaseConnection
    let count: () -> Void

    var dialect: SQLDialect { inner.dialect }

    func execute(_ sql: SQL) throws(DatabaseError) -> Int {
        count()
        return try inner.execute(sql)
    }

    func forEach(_ sql: SQL, _ body: (SQLRow) throws -> Void) throws {
        count()
        try inner.forEach(sql, body)
    }
}
