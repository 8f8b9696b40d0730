import StreavSQL

/// A node's database, as long as the node can reach it.
struct SeverableDatabase: Database {
    let inner: any Database
    let severance: Severance

    var dialect: SQLDialect { inner.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try check()
        return try await inner.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try check()
        return try await inner.write(body)
    }

    private func check() throws {
        if severance.isCut { throw DatabaseError(.unavailable, "this node is cut off") }
    }
}
