import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("SQL")
struct SQLTests {
    @Test("an interpolated value is bound, never spliced, in each engine's way")
    func binds() throws {
        let name = "'; DROP TABLE users; --"
        let sql: SQL = "SELECT * FROM users WHERE name = \(name) AND age > \(18)"
        let sqlite = try sql.rendered(for: .sqlite)
        #expect(sqlite.text == "SELECT * FROM users WHERE name = ?1 AND age > ?2")
        #expect(sqlite.values == [.text(name), .integer(18)])
        let postgresql = try sql.rendered(for: .postgresql)
        #expect(postgresql.text == "SELECT * FROM users WHERE name = $1 AND age > $2")
        #expect(postgresql.values == sqlite.values)
    }

    @Test("parts are put together and numbered as one")
    func composes() throws {
        let condition: SQL = "a = \(1)"
        let conditions = [condition, "b = \("two")", "c IS NULL"].joined(by: " AND ")
        let rendered = try ("SELECT 1 WHERE \(conditions) LIMIT \(3)" as SQL).rendered(for: .postgresql)
        #expect(rendered.text == "SELECT 1 WHERE a = $1 AND b = $2 AND c IS NULL LIMIT $3")
        #expect(rendered.values == [.integer(1), .text("two"), .integer(3)])
    }

    @Test("every kind of value")
    func kinds() throws {
        let none: String? = nil
        let some: Int64? = 5
        let sql: SQL = """
            \(none), \(some), \(true), \([UInt8](arrayLiteral: 1, 2)), \(1.5), \(Timestamp(milliseconds: 9)), \
            \(SubscriberID(7)), \(SubscriberStatus.banned), \(Duration.milliseconds(1500))
            """
        let values = try sql.rendered(for: .sqlite).values
        #expect(
            values == [
                .null, .integer(5), .integer(1), .blob([1, 2]), .real(1.5), .integer(9), .integer(7), .integer(3),
                .integer(1500),
            ])
    }

    @Test("lists come in few sizes", arguments: [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (1000, 1024)])
    func lists(_ count: Int, _ bound: Int) throws {
        let rendered = try ("IN (\(values: Array(0..<count)))" as SQL).rendered(for: .sqlite)
        #expect(rendered.values.count == bound)
        #expect(Set(rendered.values) == Set((0..<count).map { .integer(Int64($0)) }))
        if count == 0 { #expect(rendered.text == "IN (NULL)") }
    }

    @Test("too many values are refused")
    func tooMany() {
        let sql: SQL = "IN (\(values: Array(0...DatabaseLimits.boundValues)))"
        #expect(throws: DatabaseError.self) { try sql.rendered(for: .sqlite) }
    }

    @Test("a script writes values as the engine's own literals")
    func script() throws {
        let sql: SQL = "VALUES (\("it's"), \([UInt8](arrayLiteral: 0, 255)), \(1))"
        #expect(try sql.script(for: .sqlite) == "VALUES ('it''s', x'00ff', 1)")
        #expect(try sql.script(for: .postgresql) == "VALUES ('it''s', '\\x00ff'::bytea, 1)")
    }
}
