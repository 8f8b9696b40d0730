import DatabaseFixtures
import StreavPostgres
import StreavSQL
import Synchronization
import Testing

@Suite("PostgreSQL: transactions that collide", .enabled(if: SharedPostgres.url != nil))
struct CollisionTests {
    private static func withRows(_ body: (any Database) async throws -> Void) async throws {
        try await SharedPostgres.withSchema { database in
            try await database.write { connection in
                try connection.execute("CREATE TABLE doctors (name TEXT PRIMARY KEY, is_on_call SMALLINT NOT NULL)")
                try connection.execute("INSERT INTO doctors VALUES ('ann', 1), ('bob', 1)")
            }
            try await body(database)
        }
    }

    @Test("F15 of two writes that each act on what they saw, one is run again and sees what the other did")
    func writeSkew() async throws {
        try await Self.withRows { database in
            let meeting = Meeting()
            @Sendable func leave(_ name: String, _ index: Int) async throws -> Bool {
                try await database.write { connection in
                    let count: Int = try connection.value("SELECT count(*) FROM doctors WHERE is_on_call = 1")
                    meeting.wait(as: index)
                    guard count > 1 else { return false }
                    try connection.execute("UPDATE doctors SET is_on_call = 0 WHERE name = \(name)")
                    return true
                }
            }
            async let first = leave("ann", 0)
            async let second = leave("bob", 1)
            let left = try await [first, second]
            #expect(left.count { $0 } == 1)
            #expect(meeting.count == 3)
            let count: Int = try await database.read { try $0.value("SELECT sum(is_on_call) FROM doctors") }
            #expect(count == 1)
        }
    }

    @Test("F15 of two writes that wait for each other one is run again, and both are done")
    func deadlock() async throws {
        try await Self.withRows { database in
            let meeting = Meeting()
            @Sendable func change(_ names: [String], _ index: Int) async throws {
                try await database.write { connection in
                    for name in names {
                        try connection.execute("UPDATE doctors SET is_on_call = is_on_call + 1 WHERE name = \(name)")
                        meeting.wait(as: index)
                    }
                }
            }
            async let first: Void = change(["ann", "bob"], 0)
            async let second: Void = change(["bob", "ann"], 1)
            _ = try await (first, second)
            let sum: Int = try await database.read { try $0.value("SELECT sum(is_on_call) FROM doctors") }
            #expect(sum == 6)
        }
    }

    @Test("F15 a write that always collides is tried five times and no more, whatever the closure makes of it")
    func attempts() async throws {
        struct Other: Error {}
        try await SharedPostgres.withSchema { database in
            let attempts = Mutex(0)
            let collide: SQL = "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$"
            let plain = await databaseError {
                try await database.write { connection in
                    attempts.withLock { $0 += 1 }
                    try connection.execute(collide)
                }
            }
            #expect(plain?.code == .serializationFailure)
            #expect(attempts.withLock { $0 } == DatabaseLimits.attempts)
            let hidden = await databaseError {
                try await database.write { connection in
                    attempts.withLock { $0 += 1 }
                    _ = try? connection.execute(collide)
                }
            }
            #expect(hidden?.code == .serializationFailure)
            #expect(attempts.withLock { $0 } == 2 * DatabaseLimits.attempts)
            await #expect(throws: Other.self) {
                try await database.write { connection in
                    do { try connection.execute(collide) } catch { throw Other() }
                }
            }
        }
    }

    @Test("F15 sixty writes that change one row are all done, and reads go on beside them")
    func contention() async throws {
        try await Self.withRows { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<60 {
                    group.addTask {
                        try await database.write { connection in
                            let value: Int = try connection.value("SELECT is_on_call FROM doctors WHERE name = 'ann'")
                            try connection.execute("UPDATE doctors SET is_on_call = \(value + 1) WHERE name = 'ann'")
                        }
                    }
                    if index % 3 == 0 {
                        group.addTask { _ = try await database.read { try $0.value("SELECT 1", as: Int.self) } }
                    }
                }
                try await group.waitForAll()
            }
            let value: Int = try await database.read {
                try $0.value("SELECT is_on_call FROM doctors WHERE name = 'ann'")
            }
            #expect(value == 61)
        }
    }
}
