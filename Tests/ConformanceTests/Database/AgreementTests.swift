import DatabaseFixtures
import StreavSQL
import StreavSQLite
import Testing

/// The same random transactions on SQLite and on PostgreSQL: the same answers, the same errors, the same state.
@Suite("Database: the engines agree", .enabled(if: SharedPostgres.url != nil))
struct AgreementTests {
    static let seeds: ClosedRange<UInt64> = 1...60
    static let transactions = 30

    @Test("a random sequence of transactions has the same answers on both engines", arguments: seeds)
    func agree(_ seed: UInt64) async throws {
        let generator = StatementGenerator(seed: seed)
        let sequence = (0..<Self.transactions).map { _ in generator.transaction() }
        let local = try await Self.answers(sequence, SQLiteDatabase.inMemory())
        let remote = try await SharedPostgres.withSchema { database in try await Self.answers(sequence, database) }
        #expect(local.count == remote.count)
        for (index, (left, right)) in zip(local, remote).enumerated() {
            #expect(
                left == right,
                "transaction \(index): \(sequence.indices.contains(index) ? "\(sequence[index])" : "the end")")
        }
        // The sequences are no empty talk: some of each kind happened.
        #expect(local.contains { $0.code == nil && !$0.answers.isEmpty })
        #expect(local.contains { $0.code != nil })
    }

    /// What each transaction answered, then every table.
    private static func answers(
        _ sequence: [GeneratedTransaction], _ database: any Database
    ) async throws -> [GeneratedTransaction.Outcome] {
        try await database.write { connection in
            for statement in StatementGenerator.tables(connection.dialect) { try connection.execute(statement) }
        }
        var outcomes: [GeneratedTransaction.Outcome] = []
        for transaction in sequence { outcomes.append(await transaction.run(on: database)) }
        let all = GeneratedTransaction(
            steps: [
                .query("SELECT id, name, rank, note, weight FROM items ORDER BY id"),
                .query("SELECT item_id, position, label, tag FROM parts ORDER BY item_id, position"),
            ], isWrite: false, end: .normal)
        outcomes.append(await all.run(on: database))
        return outcomes
    }
}
