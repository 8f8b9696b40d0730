import StreavSQL

/// A connection that notes the statements that go through it.
final class TracedConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private(set) var statements: [SQL] = []

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    var dialect: SQLDialect { connection.dialect }

    func execute(_ sql: SQL) throws(DatabaseError) -> Int {
        statements.append(sql)
        return try connection.execute(sql)
    }

    func forEach(_ sql: SQL, _ body: (SQLRow) throws -> Void) throws {
        statements.append(sql)
        try connection.forEach(sql, body)
    }

    /// How SQLite goes about the statement that was noted last.
    func lastPlan() throws -> String {
        guard let last = statements.last else { return "" }
        let steps: [String] = try connection.fetch("EXPLAIN QUERY PLAN \(last)") { try $0["detail"] }
        return steps.joined(separator: "; ")
    }
}
