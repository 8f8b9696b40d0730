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

    /// A transaction that lasts until the gate is open.
    private static func hold(_ database: PostgresDatabase, _ gate: Gate) async throws -> String {
        try await database.read { connection in
            gate.wait()
            return try connection.value("SELECT 'done'")
        }
    }

    private static func one(_ database: PostgresDatabase) async throws -> Int {
        try await database.read { try $0.value("SELECT 1") }
    }

    /// Returns when it holds, or after a minute.
    private static func reached(
        _ database: PostgresDatabase, _ condition: (PostgresPoolStatus) -> Bool
    ) async throws {
        let deadline = StreavClock.system.monotonicNow + .seconds(60)
        while !condition(database.status), StreavClock.system.monotonicNow < deadline {
            try await StreavClock.system.sleep(for: .milliseconds(2))
        }
        #expect(condition(database.status))
    }

    @Test("F15 who finds no free connection is told so in time, and the others are served")
    func exhausted() async throws {
        let database = try Self.database(connections: 2) { $0.acquireDeadline = .milliseconds(300) }
        let gate = Gate()
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<2 { group.addTask { try await Self.hold(database, gate) } }
            try await Self.reached(database) { $0.busy == 2 }
            let error = await databaseError { try await Self.one(database) }
            #expect(error?.code == .timedOut)
            #expect(error?.message.contains("none of 2 connections") == true)
            #expect(database.status == PostgresPoolStatus(busy: 2))
            gate.open()
            for try await held in group { #expect(held == "done") }
        }
        #expect(try await Self.one(database) == 1)
        try await database.close()
    }

    @Test("who is cancelled while waiting leaves the queue; what has begun goes on")
    func cancelled() async throws {
        let database = try Self.database(connections: 1) { $0.acquireDeadline = .seconds(120) }
        let gate = Gate()
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await Self.hold(database, gate) }
            try await Self.reached(database) { $0.busy == 1 }
            group.addTask {
                let error = await databaseError { try await Self.one(database) }
                return error?.code == .unavailable ? "left" : "\(error as Any)"
            }
            try await Self.reached(database) { $0.waiting == 1 }
            group.cancelAll()
            let first = try await group.next()
            gate.open()
            let second = try await group.next()
            #expect(first == "left")
            #expect(second == "done")
        }
        try await database.close()
    }

    @Test("closing waits for what is under way, closes every connection, and refuses what comes")
    func closing() async throws {
        let database = try Self.database(connections: 3) { $0.closeDeadline = .seconds(60) }
        let gate = Gate()
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await Self.hold(database, gate) }
            try await Self.reached(database) { $0.busy == 1 }
            group.addTask {
                try await database.close()
                return "closed"
            }
            let refused = try await Self.refusal(database)
            #expect(refused == .unavailable)
            gate.open()
            for try await _ in group {}
        }
        #expect(database.status == PostgresPoolStatus())
    }

    /// What those get who come once closing has begun.
    private static func refusal(_ database: PostgresDatabase) async throws -> DatabaseError.Code? {
        let deadline = StreavClock.system.monotonicNow + .seconds(60)
        while StreavClock.system.monotonicNow < deadline {
            if let error = await databaseError({ try await one(database) }) { return error.code }
            try await StreavClock.system.sleep(for: .milliseconds(2))
        }
        return nil
    }

    @Test("closing does not wait for ever, and a transaction that ends later closes its connection")
    func closingInTime() async throws {
        let database = try Self.database(connections: 1) { $0.closeDeadline = .milliseconds(100) }
        let gate = Gate()
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await Self.hold(database, gate) }
            try await Self.reached(database) { $0.busy == 1 }
            let error = await databaseError { try await database.close() }
            #expect(error?.code == .timedOut)
            gate.open()
            for try await held in group { #expect(held == "done") }
        }
        #expect(database.status == PostgresPoolStatus())
    }

    @Test("five hundred transactions at once are all done over four connections")
    func crowd() async throws {
        let database = try Self.database(connections: 4) { $0.acquireDeadline = .seconds(120) }
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<500 {
                group.addTask { try await database.read { try $0.value("SELECT \(index)::bigint") } }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 124_750)
        #expect(database.status.busy == 0 && database.status.idle <= 4)
        try await database.close()
    }
}
