internal import GRDB
internal import StreavDomain
public import StreavSQL

/// The `Database` port on SQLite, by GRDB: a pool in WAL mode for a file, one connection for a database in memory.
///
/// Foreign keys are enforced. Every commit is on disk when `write` returns (`synchronous = FULL`).
public final class SQLiteDatabase: StreavSQL.Database {
    /// Where statements run.
    public enum Execution: Sendable {
        /// On the database's own queues. The calling thread is free meanwhile.
        case background
        /// On the calling thread, which waits. For runs whose order of events must be the same each time.
        case caller
    }

    /// Connections that read at the same time as one writes.
    public static let readers = 4

    public let dialect = SQLDialect.sqlite

    private let backend: any DatabaseWriter
    private let execution: Execution

    private init(_ backend: any DatabaseWriter, _ execution: Execution) {
        self.backend = backend
        self.execution = execution
    }

    /// A new, empty database that lives as long as this object.
    public static func inMemory(execution: Execution = .background) throws(StreavSQL.DatabaseError) -> SQLiteDatabase {
        do {
            return SQLiteDatabase(try DatabaseQueue(configuration: configuration()), execution)
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    /// Opens the database in a file, creating the file when it is absent. Its folder must exist.
    public static func file(
        path: String, execution: Execution = .background
    ) throws(StreavSQL.DatabaseError) -> SQLiteDatabase {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration())
            // GRDB chooses NORMAL for WAL, with which a power cut may take back what was acknowledged.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            return SQLiteDatabase(pool, execution)
        } catch {
            throw SQLiteErrors.translate(error, opening: path)
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(DatabaseLimits.lockWait.inSeconds)
        configuration.maximumReaderCount = readers
        configuration.persistentReadOnlyConnections = true
        return configuration
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        switch execution {
        case .caller:
            return try readNow(body)
        case .background:
            return try await withCheckedThrowingContinuation { continuation in
                backend.asyncRead { opened in
                    continuation.resume(
                        with: Result {
                            do {
                                return try Self.run(body, on: try opened.get())
                            } catch let error as GRDB.DatabaseError {
                                throw SQLiteErrors.translate(error)
                            }
                        })
                }
            }
        }
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        switch execution {
        case .caller:
            return try writeNow(body)
        case .background:
            return try await withCheckedThrowingContinuation { continuation in
                backend.asyncWriteWithoutTransaction { database in
                    continuation.resume(with: Result { try Self.runTransaction(body, on: database) })
                }
            }
        }
    }

    /// Closes the file. Whatever is asked of the database afterwards is `unavailable`.
    public func close() throws(StreavSQL.DatabaseError) {
        do {
            try backend.close()
        } catch {
            throw SQLiteErrors.translate(error)
        }
    }

    private func readNow<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        do {
            return try backend.read { database in try Self.run(body, on: database) }
        } catch let error as GRDB.DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }

    private func writeNow<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try backend.writeWithoutTransaction { database in try Self.runTransaction(body, on: database) }
    }

    private static func runTransaction<Value>(
        _ body: (any DatabaseConnection) throws -> Value, on database: GRDB.Database
    ) throws -> Value {
        do {
            var value: Value?
            // IMMEDIATE: one writer at a time from the first statement on, hence serializable.
            try database.inTransaction(.immediate) {
                value = try run(body, on: database)
                return .commit
            }
            guard let value else { preconditionFailure("a committed transaction has a result") }
            return value
        } catch let error as GRDB.DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }

    private static func run<Value>(
        _ body: (any DatabaseConnection) throws -> Value, on database: GRDB.Database
    ) throws -> Value {
        let connection = SQLiteConnection(database)
        defer { connection.end() }
        let value = try body(connection)
        if let failure = connection.failure { throw failure }
        return value
    }
}
