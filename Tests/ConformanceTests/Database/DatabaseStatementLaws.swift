import DatabaseFixtures
import StreavSQL
import Testing

@Suite("Database: statements and constraints")
struct DatabaseStatementLaws {
    private static func failure(_ database: any Database, _ statements: SQL...) async -> DatabaseError? {
        await databaseError {
            try await database.write { connection in
                for statement in statements { try connection.execute(statement) }
            }
        }
    }

    @Test("the production database is among those tested")
    func complete() {
        #expect(TestEngine.isComplete, "STREAV_TEST_DATABASE_URL names no server")
    }

    @Test(
        "violations tell their kind, and a unique or check constraint its name", arguments: DatabaseUnderTest.allCases)
    func constraints(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let one: SQL = "INSERT INTO parents (id, name) VALUES (1, 'one')"
            let byConstraint = await Self.failure(database, one, "INSERT INTO parents (id, name) VALUES (2, 'one')")
            #expect(byConstraint?.code == .uniqueViolation)
            #expect(byConstraint?.constraint == "parents_name_key")

            let byKey = await Self.failure(database, one, "INSERT INTO parents (id, name) VALUES (1, 'two')")
            #expect(byKey?.code == .uniqueViolation)
            #expect(byKey?.constraint == "parents_pkey")

            let child: SQL = "INSERT INTO children (parent_id, position, label) VALUES (1, 1, 'a')"
            let byKeyOfTwo = await Self.failure(
                database, one, child, "INSERT INTO children (parent_id, position) VALUES (1, 1)")
            #expect(byKeyOfTwo?.code == .uniqueViolation)
            #expect(byKeyOfTwo?.constraint == "children_pkey")

            let byIndex = await Self.failure(
                database, one, child, "INSERT INTO children (parent_id, position, label) VALUES (1, 2, 'a')")
            #expect(byIndex?.code == .uniqueViolation)
            #expect(byIndex?.constraint == "children_label_index")

            let byCheck = await Self.failure(database, "INSERT INTO parents (name, rank) VALUES ('one', -1)")
            #expect(byCheck?.code == .checkViolation)
            #expect(byCheck?.constraint == "parents_rank_check")

            let byNull = await Self.failure(database, "INSERT INTO parents (rank) VALUES (1)")
            #expect(byNull?.code == .notNullViolation)

            let count: Int = try await database.read { try $0.value("SELECT count(*) FROM parents") }
            #expect(count == 0)
        }
    }

    @Test("foreign keys hold in both directions", arguments: DatabaseUnderTest.allCases)
    func foreignKeys(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let orphan = await Self.failure(database, "INSERT INTO children (parent_id, position) VALUES (99, 1)")
            #expect(orphan?.code == .foreignKeyViolation)
            let bereft = await Self.failure(
                database, "INSERT INTO parents (id, name) VALUES (1, 'one')",
                "INSERT INTO children (parent_id, position) VALUES (1, 1)", "DELETE FROM parents")
            #expect(bereft?.code == .foreignKeyViolation)
        }
    }

    @Test("nulls come last in both directions when it is said so", arguments: DatabaseUnderTest.allCases)
    func nullsLast(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            try await database.write { connection in
                for long in [nil, 2, nil, 1, 3] as [Int64?] {
                    try connection.execute("INSERT INTO samples (long) VALUES (\(long))")
                }
            }
            let ascending: [Int64?] = try await database.read {
                try $0.fetchColumn("SELECT long FROM samples ORDER BY long ASC NULLS LAST, id")
            }
            let descending: [Int64?] = try await database.read {
                try $0.fetchColumn("SELECT long FROM samples ORDER BY long DESC NULLS LAST, id")
            }
            #expect(ascending == [1, 2, 3, nil, nil])
            #expect(descending == [3, 2, 1, nil, nil])
        }
    }

    @Test("text is sorted by its bytes", arguments: DatabaseUnderTest.allCases)
    func textOrder(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let words = ["b", "B", "a", "Z", "ä", "-", "10", "9", "é", "z", "日本", "👍", "ﬀ"]
            try await database.write { connection in
                for word in words { try connection.execute("INSERT INTO samples (text) VALUES (\(word))") }
            }
            let sorted: [String] = try await database.read {
                try $0.fetchColumn("SELECT text FROM samples ORDER BY text")
            }
            #expect(sorted == words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test("10 000 rows come, all and in order", arguments: DatabaseUnderTest.allCases)
    func manyRows(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            try await database.write { connection in
                for index in 0..<10_000 {
                    try connection.execute("INSERT INTO samples (long, text) VALUES (\(index), \("row \(index)"))")
                }
            }
            let rows = try await database.read { connection in
                try connection.fetch("SELECT long, text FROM samples ORDER BY long") { row -> (Int, String) in
                    (try row["long"], try row["text"])
                }
            }
            #expect(rows.count == 10_000)
            #expect(rows.enumerated().allSatisfy { $1 == ($0, "row \($0)") })
        }
    }

    @Test("a statement tells how many rows it changed", arguments: DatabaseUnderTest.allCases)
    func changes(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let counts = try await database.write { connection in
                [
                    try connection.execute("INSERT INTO samples (long) VALUES (1), (2), (3)"),
                    try connection.execute("UPDATE samples SET long = 4 WHERE long > 1"),
                    try connection.execute("UPDATE samples SET long = 4 WHERE long > 100"),
                    try connection.execute("DELETE FROM samples WHERE long = 4"),
                    try connection.execute("CREATE INDEX samples_long ON samples (long)"),
                ]
            }
            #expect(counts == [3, 2, 0, 2, 0])
        }
    }

    @Test("a mistake in a statement is told as one", arguments: DatabaseUnderTest.allCases)
    func mistakes(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let statements: [SQL] = ["SELEKT 1", "SELECT * FROM nowhere", "SELECT missing FROM parents", "SELECT 1 +"]
            for statement in statements {
                let error = await databaseError { try await database.read { try $0.fetch(statement) { _ in } } }
                #expect(error?.code == .badStatement)
            }
        }
    }

    @Test("rows are read by name and by type, or say what is wrong", arguments: DatabaseUnderTest.allCases)
    func reading(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            try await database.write {
                try $0.execute("INSERT INTO samples (long, text) VALUES (\(Int64.max), 'secret')")
            }
            let select: SQL = "SELECT long, text, blob FROM samples"
            let missing = await databaseError {
                try await database.read { try $0.fetchOne(select) { row -> Int in try row["nothing"] } }
            }
            #expect(missing?.code == .badStatement)
            #expect(missing?.message.contains("nothing") == true)
            let tooLarge = await databaseError {
                try await database.read { try $0.fetchOne(select) { row -> Int32 in try row["long"] } }
            }
            #expect(tooLarge?.message.contains("long") == true)
            let wrongType = await databaseError {
                try await database.read { try $0.fetchOne(select) { row -> Int in try row["text"] } }
            }
            #expect(wrongType?.message.contains("secret") == false)
            let null = await databaseError {
                try await database.read { try $0.fetchOne(select) { row -> [UInt8] in try row["blob"] } }
            }
            #expect(null?.message.contains("null") == true)
        }
    }

    @Test("one statement runs at a time", arguments: DatabaseUnderTest.allCases)
    func noNesting(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO samples (long) VALUES (1), (2)")
                    try connection.forEach("SELECT long FROM samples") { _ in
                        try connection.execute("DELETE FROM samples")
                    }
                }
            }
            #expect(error?.code == .badStatement)
        }
    }

    @Test("an iteration may stop early", arguments: DatabaseUnderTest.allCases)
    func stopping(_ subject: DatabaseUnderTest) async throws {
        struct Enough: Error {}
        try await subject.withDatabase { database in
            let count: Int = try await database.write { connection in
                try connection.execute("INSERT INTO samples (long) VALUES (1), (2), (3)")
                do {
                    try connection.forEach("SELECT long FROM samples") { _ in throw Enough() }
                } catch is Enough {}
                return try connection.value("SELECT count(*) FROM samples")
            }
            #expect(count == 3)
        }
    }
}
