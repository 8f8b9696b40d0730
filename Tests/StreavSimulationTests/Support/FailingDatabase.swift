import StreavSQL
import Synchronization

/// A database that can be taken away.
final class FailingDatabase: Database {
    private let inner: any Database
    private let down = Atomic<Bool>(false)

    init(_ inner: any Database) {
        self.inner = inner
    }

    var isDown: Bool {
        get { down.load(ordering: .acquiring) }
        set { down.store(newValue, ordering: .releasing) }
    }

    var dialect: SQLDialect { inner.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        if isDown { throw DatabaseError(.unavailable, "down") }
        return try await inner.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        if isDown { throw DatabaseError(.unavailable, "down") }
        return try await inner.write(body)
    }
}
