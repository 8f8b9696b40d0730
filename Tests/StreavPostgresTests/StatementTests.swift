import DatabaseFixtures
import StreavPostgres
import StreavSQL
import Testing

@Suite("PostgreSQL: statements", .enabled(if: SharedPostgres.url != nil))
struct StatementTests {
    @Test("sums, averages, truth values and names come as the port's kinds")
    func kinds() async throws {
        try await SharedPostgres.withSchema { database in
            let rows = try await database.read { connection in
                try connection.fetch(
                    """
                    SELECT sum(n), avg(n), sum(n) > 3, NULL, 'x'::name, 1.5::float4, 7::smallint,
                        9223372036854775807::numeric, -9223372036854775808::numeric, 9223372036854775808::numeric,
                        0::numeric, 10000::numeric, -100000000::numeric, 0.0001::numeric, 12345.678901::numeric,
                        ''::text, ''::bytea
                    FROM (VALUES (1::bigint), (2), (4)) AS t (n)
                    """
                ) { row in try row.columnNames.indices.map { try row[at: $0] as SQLValue } }
            }
            #expect(
                rows.first == [
                    .integer(7), .real(7.0 / 3), .integer(1), .null, .text("x"), .real(1.5), .integer(7),
                    .integer(.max), .integer(.min), .real(9.223372036854775808e18), .integer(0), .integer(10_000),
                    .integer(-100_000_000), .real(0.0001), .real(12345.678901), .text(""), .blob([]),
                ])
        }
    }

    @Test("a column of another kind is refused with its name, and the connection goes on")
    func unknownType() async throws {
        try await SharedPostgres.withSchema { database in
            let error = await databaseError {
                try await database.read { connection in
                    try connection.fetchColumn("SELECT now() AS moment FROM generate_series(1, 100)", as: String.self)
                }
            }
            #expect(error?.code == .badStatement)
            #expect(error?.message.contains("moment") == true)
            let one: Int = try await database.read { try $0.value("SELECT 1") }
            #expect(one == 1)
        }
    }

    @Test("of a million rows the first few are read without the rest being kept, and the transaction goes on")
    func endsEarly() async throws {
        struct Enough: Error {}
        try await SharedPostgres.withSchema { database in
            let seen = try await database.read { connection in
                var seen = 0
                do {
                    try connection.forEach("SELECT n FROM generate_series(1, 1000000) AS t (n)") { _ in
                        seen += 1
                        if seen == 3 { throw Enough() }
                    }
                } catch is Enough {}
                return try connection.value("SELECT \(seen) + 1", as: Int.self)
            }
            #expect(seen == 4)
        }
    }

    @Test("one statement serves NULL and values alike, and values of another kind than before")
    func mixedKinds() async throws {
        try await SharedPostgres.withSchema { database in
            try await database.write { connection in
                try connection.execute("CREATE TABLE t (a BIGINT, b TEXT COLLATE \"C\", c BYTEA, d DOUBLE PRECISION)")
                let values: [(Int64?, String?, [UInt8]?, Double?)] = [
                    (nil, nil, nil, nil), (1, nil, [1], nil), (nil, "x", nil, 0.5), (2, "y", [], 1),
                    (nil, nil, nil, nil),
                ]
                for (a, b, c, d) in values {
                    try connection.execute("INSERT INTO t (a, b, c, d) VALUES (\(a), \(b), \(c), \(d))")
                }
                let bound: [SQLValue] = [.integer(1), .real(1), .integer(2), .null, .real(2)]
                let counts = try bound.map { value -> Int in
                    try connection.value("SELECT count(*) FROM t WHERE d >= \(value)")
                }
                #expect(counts == [1, 1, 0, 0, 0])
            }
        }
    }

    @Test("more statements than are kept all run, in one transaction and over many")
    func manyStatements() async throws {
        @Sendable func statement(_ length: Int) -> SQL {
            (0..<length).reduce(into: "SELECT 0" as SQL) { sql, _ in sql += " + 1" }
        }
        try await SharedPostgres.withSchema { database in
            for round in 0..<2 {
                let sums: [Int] = try await database.read { connection in
                    try (0..<400).map { try connection.value(statement($0)) }
                }
                #expect(sums == Array(0..<400), "round \(round)")
            }
            for length in 0..<60 {
                let sum: Int = try await database.read { try $0.value(statement(length)) }
                #expect(sum == length)
            }
            // However many there were, a connection holds no more than it is to.
            let held: Int = try await database.read { try $0.value("SELECT count(*) FROM pg_prepared_statements") }
            #expect(held <= PostgresLimits.statements + 64)
        }
    }

    @Test("a prepared statement survives a change of the schema under it")
    func schemaChange() async throws {
        try await SharedPostgres.withSchema { database in
            try await database.write { connection in
                try connection.execute("CREATE TABLE t (a BIGINT)")
                try connection.execute("INSERT INTO t VALUES (1)")
            }
            for _ in 0..<20 {
                let value: SQLValue = try await database.read { try $0.value("SELECT a FROM t") }
                #expect(value == .integer(1))
            }
            try await database.write { try $0.execute("ALTER TABLE t ALTER a TYPE TEXT") }
            for _ in 0..<20 {
                let value: SQLValue = try await database.read { try $0.value("SELECT a FROM t") }
                #expect(value == .text("1"))
            }
        }
    }

    @Test(
        "states become codes",
        arguments: zip(
            [
                "23505", "23503", "23001", "23514", "23502", "25006", "57014", "55P03", "53100", "53200", "57P03",
                "58030",
                "XX000", "42501", "42P01", "22012", "P0001", "08006",
            ],
            [
                .uniqueViolation, .foreignKeyViolation, .foreignKeyViolation, .checkViolation, .notNullViolation,
                .readOnly, .timedOut, .timedOut, .unavailable, .unavailable, .unavailable, .unavailable, .unavailable,
                .unavailable, .badStatement, .badStatement, .badStatement, .unavailable,
            ] as [DatabaseError.Code]))
    func states(_ state: String, _ code: DatabaseError.Code) async throws {
        try await SharedPostgres.withSchema { database in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.forEach("SELECT set_config('test.state', \(state), true)") { _ in }
                    try connection.execute(
                        """
                        DO $$ BEGIN
                            RAISE EXCEPTION 'secret' USING ERRCODE = current_setting('test.state');
                        END $$
                        """)
                }
            }
            #expect(error?.code == code)
            #expect(error?.message.contains(state) == true)
        }
    }

    @Test("a message holds no bound value")
    func discreet() async throws {
        try await SharedPostgres.withSchema { database in
            try await database.write { try $0.execute("CREATE TABLE t (a TEXT PRIMARY KEY, b INTEGER)") }
            let secret = "hunter2"
            for statement in [
                "INSERT INTO t (a) VALUES (\(secret)), (\(secret))", "SELECT CAST(\(secret) AS INTEGER)",
                "INSERT INTO t (a, b) VALUES (\(secret), \(Int64.max))",
            ] as [SQL] {
                let error = await databaseError { try await database.write { try $0.forEach(statement) { _ in } } }
                #expect(error != nil)
                #expect(!"\(error as Any)".contains(secret))
            }
        }
    }
}
