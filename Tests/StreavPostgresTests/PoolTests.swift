import DatabaseFixtures
import StreavLocal
import StreavPorts
import StreavSQL
import Testing

@testable import StreavPostgres

@Suite("PostgreSQL: the pool", .enabled(if: SharedPostgres.url != nil))
struct PoolTests {
    private static func database(
        connections: Int, _ change: (inout PostgresConfiguration) -> Void = { _ in }
    ) throws -> PostgresDatabase {
        try SharedPostgres.database(#require(SharedPostgres.url), connections: connections, change)
    }

    @Test("F15 who finds no free connection is told so in time, and the others are served")
    func exhausted() async throws {
        let database = try Self.database(connections: 2) { $0.acquireDeadline = .milliseconds(300) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask { try await database.read { try $0.forEach("SELECT 1 FROM pg_sleep(1.5)") { _ in } } }
            }
            while database.status.busy < 2 { try await StreavClock.system.sleep(for: .milliseconds(5)) }
            let time = await elapsed {
                let error = await databaseError { try await database.read { try $0.value("SELECT 1", as: Int.self) } }
                #expect(error?.code == .timedOut)
                #expect(error?.message.contains("none of 2 connections") == true)
            }
            #expect(time < .seconds(10))
            #expect(database.status.waiting == 0)
            try await group.waitForAll()
        }
        let one: Int = try await database.read { try $0.value("SELECT 1") }
        #expect(one == 1)
        try await database.close()
    }

    @Test("who is cancelled while waiting leaves the queue; what has begun goes on")
    func cancelled() async throws {
        let database = try Self.database(connections: 1)
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask {
                let value: String = try await database.read { connection in
                    try connection.forEach("SELECT 1 FROM pg_sleep(0.5)") { _ in }
                    return try connection.value("SELECT 'done'")
                }
                return value
            }
            while database.status.busy < 1 { try await StreavClock.system.sleep(for: .milliseconds(5)) }
            group.addTask {
                let error = await databaseError { try await database.read { try $0.value("SELECT 1", as: Int.self) } }
                return error?.code == .unavailable ? "left" : "\(error as Any)"
            }
            while database.status.waiting < 1 { try await StreavClock.system.sleep(for: .milliseconds(5)) }
            group.cancelAll()
            let first = try await group.next()
            let second = try await group.next()
            #expect(first == "left")
            #expect(second == "done")
        }
        try await database.close()
    }

    @Test("closing waits for what is under way, closes every connection, and refuses what comes")
    func closing() async throws {
        let database = try Self.database(connections: 3)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                try await database.read { connection in
                    try connection.forEach("SELECT 1 FROM pg_sleep(0.4)") { _ in }
                    return try connection.value("SELECT 5")
                }
            }
            while database.status.busy < 1 { try await StreavClock.system.sleep(for: .milliseconds(5)) }
            try await database.close()
            #expect(database.status == PostgresPoolStatus())
            let error = await databaseError { try await database.read { try $0.value("SELECT 1", as: Int.self) } }
            #expect(error?.code == .unavailable)
            #expect(try await group.next() == 5)
        }
        let slow = try Self.database(connections: 1) { $0.closeDeadline = .milliseconds(100) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await slow.read { try $0.forEach("SELECT 1 FROM pg_sleep(0.6)") { _ in } } }
            while slow.status.busy < 1 { try await StreavClock.system.sleep(for: .milliseconds(5)) }
            let error = await databaseError { try await slow.close() }
            #expect(error?.code == .timedOut)
            try await group.waitForAll()
        }
        #expect(slow.status == PostgresPoolStatus())
    }

    @Test("a thousand transactions at once are all done over four connections")
    func crowd() async throws {
        let database = try Self.database(connections: 4) { $0.acquireDeadline = .seconds(30) }
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<1_000 {
                group.addTask { try await database.read { try $0.value("SELECT \(index)::bigint") } }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 499_500)
        #expect(database.status.idle <= 4)
        try await database.close()
    }
}
