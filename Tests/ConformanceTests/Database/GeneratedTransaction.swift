import StreavSQL
import Synchronization

/// A transaction made by ``StatementGenerator``.
struct GeneratedTransaction: Sendable {
    enum Step: Sendable {
        case execute(SQL)
        case query(SQL)
    }

    enum End: Sendable {
        case normal
        /// The closure throws an error of its own at its end.
        case refusal
        /// The closure hides what its statements throw.
        case hiding
    }

    /// What it answered on one engine.
    struct Outcome: Equatable, Sendable {
        /// For each statement that ran, how many rows it changed, or its rows.
        var answers: [[[SQLValue]]] = []
        /// Nil when it was committed; `refused` when the closure's own error came out.
        var code: String?
        var constraint: String?
    }

    struct Refusal: Error {}

    let steps: [Step]
    let isWrite: Bool
    let end: End

    func run(on database: any Database) async -> Outcome {
        let answers = Mutex<[[[SQLValue]]]>([])
        let body: @Sendable (any DatabaseConnection) throws -> Void = { connection in
            answers.withLock { $0 = [] }
            for step in steps {
                do {
                    let answer = try Self.run(step, connection)
                    answers.withLock { $0.append(answer) }
                } catch {
                    guard end == .hiding else { throw error }
                }
            }
            if end == .refusal { throw Refusal() }
        }
        var outcome = Outcome()
        do {
            if isWrite { try await database.write(body) } else { try await database.read(body) }
        } catch let error as DatabaseError {
            outcome.code = error.code.rawValue
            // SQLite does not name foreign keys.
            if error.code != .foreignKeyViolation { outcome.constraint = error.constraint }
        } catch {
            outcome.code = error is Refusal ? "refused" : "\(error)"
        }
        outcome.answers = answers.withLock { $0 }
        return outcome
    }

    private static func run(_ step: Step, _ connection: any DatabaseConnection) throws -> [[SQLValue]] {
        switch step {
        case .execute(let sql):
            return [[.integer(Int64(try connection.execute(sql)))]]
        case .query(let sql):
            return try connection.fetch(sql) { row in try row.columnNames.indices.map { try row[at: $0] } }
        }
    }
}
