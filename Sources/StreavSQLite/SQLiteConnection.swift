internal import GRDB
internal import GRDBSQLite
internal import StreavSQL

/// One transaction's view of a GRDB connection. GRDB keeps the prepared statements; they are bound and stepped here, so
/// that an empty blob stays a blob and a text's length is said rather than searched.
final class SQLiteConnection: DatabaseConnection {
    let dialect = SQLDialect.sqlite

    /// The first error of a statement. PostgreSQL gives a transaction up after one; so does this.
    private(set) var failure: StreavSQL.DatabaseError?

    private let database: GRDB.Database
    private var isEnded = false
    private var isIterating = false

    init(_ database: GRDB.Database) {
        self.database = database
    }

    /// The closure has returned: whoever kept the connection must not use it.
    func end() {
        isEnded = true
    }

    @discardableResult
    func execute(_ sql: StreavSQL.SQL) throws(StreavSQL.DatabaseError) -> Int {
        let statement = try prepare(sql)
        defer { statement.reset() }
        let before = sqlite3_total_changes64(database.sqliteConnection)
        while try step(statement) {}
        // The total counts rows that foreign keys changed too; only a statement that changed anything asks for its own.
        let after = sqlite3_total_changes64(database.sqliteConnection)
        return after == before ? 0 : Int(sqlite3_changes64(database.sqliteConnection))
    }

    func forEach(_ sql: StreavSQL.SQL, _ body: (SQLRow) throws -> Void) throws {
        let statement = try prepare(sql)
        isIterating = true
        defer {
            statement.reset()
            isIterating = false
        }
        guard try step(statement) else { return }
        // Asked for after the first step: only then is a statement prepared again after a change of the schema.
        let columns = statement.columns
        repeat {
            try body(statement.row(columns))
        } while try step(statement)
    }

    private func prepare(_ sql: StreavSQL.SQL) throws(StreavSQL.DatabaseError) -> SQLiteStatement {
        precondition(!isEnded, "a database connection was used after its transaction had ended")
        if let failure {
            throw StreavSQL.DatabaseError(
                .badStatement, "the transaction was given up after an earlier error: \(failure.message)",
                underlying: failure)
        }
        do {
            guard !isIterating else {
                throw StreavSQL.DatabaseError(.badStatement, "a statement was run while the rows of another come")
            }
            let rendered = try sql.rendered(for: .sqlite)
            let prepared = try database.cachedStatement(sql: rendered.text)
            let statement = SQLiteStatement(prepared.sqliteStatement)
            let code = statement.bind(rendered.values)
            guard code == SQLITE_OK else { throw lastError(code) }
            return statement
        } catch {
            throw fail(SQLiteErrors.translate(error))
        }
    }

    /// True when there is a row to read.
    private func step(_ statement: SQLiteStatement) throws(StreavSQL.DatabaseError) -> Bool {
        switch statement.step() {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let error = lastError(code)
            statement.reset()
            throw fail(SQLiteErrors.translate(error, schema: { SQLiteSchema(self.database) }))
        }
    }

    private func lastError(_ code: CInt) -> GRDB.DatabaseError {
        let extended = sqlite3_extended_errcode(database.sqliteConnection)
        return GRDB.DatabaseError(
            resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }

    private func fail(_ error: StreavSQL.DatabaseError) -> StreavSQL.DatabaseError {
        failure = error
        return error
    }
}
