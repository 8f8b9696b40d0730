import StreavSQL

/// A connection that notes the statements that go through it, and what they answer first in each row.
final class TracedConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private(set) var statements: [SQL] = []
    /// For each statement the first column of its rows.
    private(set) var answers: [[SQLValue]] = []

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    var dialect: SQLDialect { connection.dialect }

    func execute(_ sql: SQL) throws(DatabaseError) -> Int {
        statements.append(sql)
        answers.append([])
        return try connection.execute(sql)
    }

    func forEach(_ sql: SQL, _ body: (SQLRow) throws -> Void) throws {
        statements.append(sql)
        let place = answers.count
        answers.append([])
        try connection.forEach(sql) { row in
            answers[place].append(try row[at: 0])
            try body(row)
        }
    }

    /// How SQLite goes about the statement that was noted last.
    func lastPlan() throws -> String {
        guard let last = statements.last else { return "" }
        let steps: [String] = try connection.fetch("EXPLAIN QUERY PLAN \(last)") { try $0["detail"] }
        return steps.joined(separator: "; ")
    }
}
