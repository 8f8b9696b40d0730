import StreavSQL
import Testing

@Suite("Database: transactions")
struct DatabaseTransactionLaws {
    struct Refusal: Error, Equatable {}

    private static func expectCount(
        _ expected: Int, in table: SQL, _ database: any Database, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let count: Int = try await database.read { try $0.value("SELECT count(*) FROM \(table)") }
        #expect(count == expected, sourceLocation: sourceLocation)
    }

    @Test("a write that throws leaves nothing and hands the error on", arguments: DatabaseUnderTest.allCases)
    func failedWrite(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            await #expect(throws: Refusal.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO parents (name) VALUES ('one')")
                    try connection.execute("INSERT INTO samples (long) VALUES (1)")
                    throw Refusal()
                }
            }
            try await Self.expectCount(0, in: "parents", database)
            try await Self.expectCount(0, in: "samples", database)
        }
    }

    @Test("a statement that fails takes the whole write with it", arguments: DatabaseUnderTest.allCases)
    func failedStatement(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO parents (name) VALUES ('one')")
                    try connection.execute("INSERT INTO parents (name) VALUES ('one')")
                }
            }
            #expect(error?.code == .uniqueViolation)
            try await Self.expectCount(0, in: "parents", database)
        }
    }

    @Test("a write that hides a failed statement is not committed", arguments: DatabaseUnderTest.allCases)
    func hiddenFailure(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO parents (name) VALUES ('one')")
                    _ = try? connection.execute("INSERT INTO parents (name) VALUES ('one')")
                }
            }
            #expect(error?.code == .uniqueViolation)
            try await Self.expectCount(0, in: "parents", database)
        }
    }

    @Test("after a failed statement every other is refused", arguments: DatabaseUnderTest.allCases)
    func afterFailure(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let error = await databaseError {
                try await database.write { connection in
                    _ = try? connection.execute("INSERT INTO parents (name, rank) VALUES ('one', -1)")
                    try connection.execute("INSERT INTO parents (name) VALUES ('two')")
                }
            }
            #expect(error?.code == .badStatement)
            try await Self.expectCount(0, in: "parents", database)
        }
    }

    @Test("concurrent increments lose none", arguments: DatabaseUnderTest.allCases)
    func increments(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            try await database.write { try $0.execute("INSERT INTO parents (name, rank) VALUES ('counter', 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await database.write { connection in
                            let rank: Int = try connection.value("SELECT rank FROM parents WHERE name = 'counter'")
                            try connection.execute("UPDATE parents SET rank = \(rank + 1) WHERE name = 'counter'")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let rank: Int = try await database.read { try $0.value("SELECT rank FROM parents") }
            #expect(rank == 64)
        }
    }

    @Test("two writes cannot both act on what they saw", arguments: DatabaseUnderTest.allCases)
    func noWriteSkew(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            // Each adds a row only if there are fewer than three: without serializable isolation more get in.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<32 {
                    group.addTask {
                        try await database.write { connection in
                            let count: Int = try connection.value("SELECT count(*) FROM parents")
                            if count < 3 {
                                try connection.execute("INSERT INTO parents (name) VALUES (\(String(index)))")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await Self.expectCount(3, in: "parents", database)
        }
    }

    @Test("a read sees one state", arguments: DatabaseUnderTest.allCases)
    func consistentRead(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for index in 0..<50 {
                        try await database.write { connection in
                            try connection.execute("INSERT INTO parents (name) VALUES (\("p\(index)"))")
                            try connection.execute("INSERT INTO samples (long) VALUES (\(index))")
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<50 {
                        let counts = try await database.read { connection in
                            let parents: Int = try connection.value("SELECT count(*) FROM parents")
                            let samples: Int = try connection.value("SELECT count(*) FROM samples")
                            return (parents, samples)
                        }
                        #expect(counts.0 == counts.1)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("reads cannot write", arguments: DatabaseUnderTest.allCases)
    func readOnly(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let statements: [SQL] = [
                "INSERT INTO parents (name) VALUES ('one')", "UPDATE parents SET rank = 1", "DELETE FROM parents",
                "CREATE TABLE others (id INTEGER)",
            ]
            for statement in statements {
                let error = await databaseError { try await database.read { try $0.execute(statement) } }
                #expect(error?.code == .readOnly)
            }
            let error = await databaseError {
                try await database.read {
                    try $0.fetchColumn("INSERT INTO parents (name) VALUES ('one') RETURNING id", as: Int32.self)
                }
            }
            #expect(error?.code == .readOnly)
            try await Self.expectCount(0, in: "parents", database)
            // The connection that refused is as good as before.
            try await database.write { try $0.execute("INSERT INTO parents (name) VALUES ('one')") }
            try await Self.expectCount(1, in: "parents", database)
        }
    }

    @Test("what was written is seen by the next read", arguments: DatabaseUnderTest.allCases)
    func readYourWrites(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            for index in 1...100 {
                try await database.write { try $0.execute("INSERT INTO samples (long) VALUES (\(index))") }
                try await Self.expectCount(index, in: "samples", database)
            }
        }
    }

    @Test("ids are not given out again", arguments: DatabaseUnderTest.allCases)
    func idsNotReused(_ subject: DatabaseUnderTest) async throws {
        try await subject.withDatabase { database in
            let insertion: SQL = "INSERT INTO parents (name) VALUES ('one') RETURNING id"
            let first: Int32 = try await database.write { try $0.value(insertion) }
            try await database.write { try $0.execute("DELETE FROM parents") }
            let second: Int32 = try await database.write { try $0.value(insertion) }
            #expect(second > first)
            let error = await databaseError {
                try await database.write {
                    try $0.execute("INSERT INTO parents (id, name) VALUES (\(Int64(Int32.max) + 1), 'two')")
                }
            }
            #expect(error != nil)
        }
    }
}
