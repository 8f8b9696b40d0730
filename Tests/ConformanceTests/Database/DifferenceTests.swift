import DatabaseFixtures
import StreavSQL
import StreavSQLite
import Testing

/// Where the engines are known to differ: docs/fidelity.md has the list, and this holds it against them.
@Suite("Database: known differences", .enabled(if: SharedPostgres.url != nil))
struct DifferenceTests {
    /// What the last statement's first row holds, or why one failed.
    private enum Answer: Equatable {
        case row([SQLValue])
        case error(DatabaseError.Code, String?)
    }

    private static func answers(_ sql: SQL...) async throws -> (sqlite: Answer, postgresql: Answer) {
        func answer(_ database: any Database) async throws -> Answer {
            try await database.write { connection in
                for statement in LawTables.statements(connection.dialect) { try connection.execute(statement) }
            }
            do {
                return try await database.write { connection in
                    var last: [SQLValue] = []
                    for statement in sql {
                        let rows = try connection.fetch(statement) { row in
                            try row.columnNames.indices.map { try row[at: $0] as SQLValue }
                        }
                        last = rows.first ?? []
                    }
                    return .row(last)
                }
            } catch let error as DatabaseError {
                return .error(error.code, error.constraint)
            }
        }
        let local = try await answer(SQLiteDatabase.inMemory())
        let remote = try await SharedPostgres.withSchema { database in try await answer(database) }
        return (local, remote)
    }

    @Test("an id that was given by hand is not given out again by SQLite, and collides in PostgreSQL")
    func ids() async throws {
        let answers = try await Self.answers(
            "INSERT INTO parents (id, name) VALUES (1, 'a')", "INSERT INTO parents (name) VALUES ('b') RETURNING id")
        #expect(answers.sqlite == .row([.integer(2)]))
        #expect(answers.postgresql == .error(.uniqueViolation, "parents_pkey"))
    }

    @Test("an integer column holds 64 bits in SQLite and 32 in PostgreSQL")
    func integers() async throws {
        let answers = try await Self.answers(
            "INSERT INTO parents (name, rank) VALUES ('a', \(Int64.max)) RETURNING rank")
        #expect(answers.sqlite == .row([.integer(.max)]))
        #expect(answers.postgresql == .error(.badStatement, nil))
    }

    @Test("a broken real is refused by an integer column of SQLite, and rounded by PostgreSQL")
    func reals() async throws {
        let answers = try await Self.answers("INSERT INTO samples (long) VALUES (\(1.5)) RETURNING long")
        #expect(answers.sqlite == .error(.badStatement, nil))
        #expect(answers.postgresql == .row([.integer(2)]))
    }

    @Test("LIKE regards the case of ASCII letters in PostgreSQL alone")
    func like() async throws {
        let answers = try await Self.answers("SELECT count(*) FROM (SELECT 'ABC' AS word) AS t WHERE word LIKE 'a%'")
        #expect(answers.sqlite == .row([.integer(1)]))
        #expect(answers.postgresql == .row([.integer(0)]))
    }

    @Test("a division by zero is NULL in SQLite and an error in PostgreSQL")
    func division() async throws {
        let answers = try await Self.answers("SELECT 1 / \(0)")
        #expect(answers.sqlite == .row([.null]))
        #expect(answers.postgresql == .error(.badStatement, nil))
    }

    @Test("a sum beyond 64 bits is an error in SQLite and a real in PostgreSQL")
    func sums() async throws {
        let answers = try await Self.answers(
            "INSERT INTO samples (long) VALUES (\(Int64.max)), (1)", "SELECT sum(long) FROM samples")
        #expect(answers.sqlite == .error(.badStatement, nil))
        #expect(answers.postgresql == .row([.real(9.223372036854775808e18)]))
    }

    @Test("NULL that is compared with nothing has no type in PostgreSQL")
    func untyped() async throws {
        let answers = try await Self.answers("SELECT \(nil as Int?) IS NULL")
        #expect(answers.sqlite == .row([.integer(1)]))
        #expect(answers.postgresql == .error(.badStatement, nil))
    }

    @Test("SQLite does not name foreign keys")
    func foreignKeys() async throws {
        let answers = try await Self.answers("INSERT INTO children (parent_id, position) VALUES (99, 1)")
        #expect(answers.sqlite == .error(.foreignKeyViolation, nil))
        #expect(answers.postgresql == .error(.foreignKeyViolation, "children_parent_id_fkey"))
    }

    @Test("nulls come first in SQLite and last in PostgreSQL where nothing is said")
    func nulls() async throws {
        let answers = try await Self.answers(
            "INSERT INTO samples (long) VALUES (NULL), (1)", "SELECT long FROM samples ORDER BY long")
        #expect(answers.sqlite == .row([.null]))
        #expect(answers.postgresql == .row([.integer(1)]))
    }
}
