/// A relational database: SQLite or PostgreSQL, one SQL text for both.
///
/// Transactions are synchronous closures over a connection that cannot leave them, so none is ever held across an
/// `await`. A closure may be run again after a serialization failure (at most ``DatabaseLimits/attempts`` times in
/// all), so it must have no effect but through its connection and its result.
///
/// Both functions throw what the closure throws, with everything it did undone, or a ``DatabaseError``. Cancelling the
/// calling task does not undo what has begun.
public protocol Database: Sendable {
    /// Which engine's words to use where the two differ.
    var dialect: SQLDialect { get }

    /// Reads one consistent state. A statement that writes is refused as ``DatabaseError/Code-swift.enum/readOnly``.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// Reads and writes in one serializable transaction: all or nothing, as if no other ran at the same time.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result
}
