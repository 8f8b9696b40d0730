internal import StreavPorts
internal import StreavSQL

/// One transaction's view of a link.
final class PostgresConnection: DatabaseConnection {
    let dialect = SQLDialect.postgresql

    /// The first error of a statement: the server has given the transaction up.
    private(set) var failure: DatabaseError?
    /// The first error was a collision: another attempt may succeed.
    private(set) var isCollision = false
    private(set) var statements: PreparedStatements

    /// Names to give back to the server before more are added in the same transaction.
    private static let discardedLimit = 64

    private let link: PostgresLink
    private let clock: StreavClock
    private let statementDeadline: Duration
    private var isEnded = false
    private var isIterating = false

    init(_ link: PostgresLink, _ statements: PreparedStatements, clock: StreavClock, statementDeadline: Duration) {
        self.link = link
        self.statements = statements
        self.clock = clock
        self.statementDeadline = statementDeadline
    }

    /// The closure has returned: whoever kept the connection must not use it.
    func end() {
        isEnded = true
    }

    @discardableResult
    func execute(_ sql: SQL) throws(DatabaseError) -> Int {
        try checkUsable()
        do throws(PostgresFailure) {
            let rendered = try render(sql)
            let deadline = self.deadline
            _ = try begin(rendered, by: deadline)
            var changes = 0
            var failed: PostgresFailure?
            while let result = try link.next(after: failed, by: deadline) {
                if let found = result.failure { failed = failed ?? found } else { changes = result.changes }
            }
            if let failed { throw failed }
            return changes
        } catch {
            throw fail(error)
        }
    }

    func forEach(_ sql: SQL, _ body: (SQLRow) throws -> Void) throws {
        try checkUsable()
        isIterating = true
        defer { isIterating = false }
        var thrown: (any Error)?
        do throws(PostgresFailure) {
            let rendered = try render(sql)
            var deadline = self.deadline
            var columns = try begin(rendered, by: deadline)
            var failed: PostgresFailure?
            while let result = try link.next(after: failed, by: deadline) {
                if let found = result.failure { failed = failed ?? found }
                guard result.hasRows, failed == nil, thrown == nil else { continue }
                let names = columns ?? note(result.columns, of: rendered)
                columns = names
                for index in 0..<result.rowCount where thrown == nil {
                    let row = SQLRow(columns: names, values: try result.values(row: index))
                    do { try body(row) } catch { thrown = error }
                }
                // What the body takes is its own. Once it has ended the iteration, the rest is only read away.
                if thrown == nil { deadline = self.deadline }
            }
            if let failed { throw failed }
        } catch {
            let error = fail(error)
            throw thrown ?? error
        }
        if let thrown { throw thrown }
    }

    private var deadline: MonotonicInstant { clock.monotonicNow + statementDeadline }

    private func checkUsable() throws(DatabaseError) {
        precondition(!isEnded, "a database connection was used after its transaction had ended")
        if let failure {
            throw DatabaseError(
                .badStatement, "the transaction was given up after an earlier error: \(failure.message)",
                underlying: failure)
        }
        guard !isIterating else {
            let error = DatabaseError(.badStatement, "a statement was run while the rows of another come")
            failure = error
            throw error
        }
    }

    private func render(_ sql: SQL) throws(PostgresFailure) -> RenderedSQL {
        do throws(DatabaseError) {
            return try sql.rendered(for: .postgresql)
        } catch {
            throw PostgresFailure(kind: .unsendable, message: error.message)
        }
    }

    /// Sends the statement; the columns of its rows, where they are known from before.
    private func begin(_ sql: RenderedSQL, by deadline: MonotonicInstant) throws(PostgresFailure) -> SQLColumns? {
        guard Self.isWorthPreparing(sql.text) else {
            try link.begin(nil, sql.text, sql.values)
            return nil
        }
        let types = sql.values.map(PostgresValue.type)
        if let statement = statements.find(sql.text, types: types) {
            try link.begin(statement.name, sql.text, sql.values)
            return statement.columns
        }
        if statements.discarded.count >= Self.discardedLimit {
            try link.run(Self.deallocation(statements.takeDiscarded()), by: deadline)
        }
        let statement = statements.make(sql.text, types: types)
        try prepare(statement, sql.text, by: deadline)
        statements.keep(statement, for: sql.text)
        try link.begin(statement.name, sql.text, sql.values)
        return nil
    }

    /// A byte string that is declared as one becomes text where a text is meant, and nothing tells of it. So the server
    /// is asked what it takes it for.
    private func prepare(
        _ statement: PreparedStatements.Statement, _ text: String, by deadline: MonotonicInstant
    ) throws(PostgresFailure) {
        let bytes = PostgresValue.TypeNumber.bytes
        let declared = statement.types.map { $0 == bytes ? PostgresValue.TypeNumber.unknown : $0 }
        try link.prepare(statement.name, text, types: declared, by: deadline)
        guard statement.types.contains(bytes) else { return }
        let taken = try link.parameterTypes(of: statement.name, by: deadline)
        guard zip(statement.types, taken).allSatisfy({ $0 != bytes || $1 == bytes }) else {
            statements.forget(statement)
            throw PostgresFailure(kind: .unsendable, message: "a blob is bound where something else is meant")
        }
    }

    private func note(_ columns: SQLColumns, of sql: RenderedSQL) -> SQLColumns {
        statements.note(columns, of: sql.text)
        return columns
    }

    /// What changes a schema runs once.
    private static func isWorthPreparing(_ text: String) -> Bool {
        let verb = text.drop(while: \.isWhitespace).prefix { $0.isLetter }.uppercased()
        return ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES", "MERGE"].contains(verb)
    }

    static func deallocation(_ names: [String]) -> String {
        names.map { "DEALLOCATE \($0)" }.joined(separator: "; ")
    }

    private func fail(_ error: PostgresFailure) -> DatabaseError {
        // A statement that libpq or this adapter refused may have left rows behind.
        if error.kind == .unsendable, !link.isBroken { _ = try? link.finish(by: deadline) }
        let translated = PostgresErrors.translate(error)
        guard failure == nil else { return translated }
        failure = translated
        isCollision = PostgresErrors.isCollision(error)
        if isCollision, error.state == "26000" || error.state == "0A000" { statements.discardAll() }
        return translated
    }
}
