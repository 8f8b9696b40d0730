import DatabaseFixtures
import StreavDomain
import StreavLocal
import StreavPorts
import StreavPostgres
import StreavSQL
import Testing

/// A server of the tests' own, which is treated badly. Where PostgreSQL is not installed they fail and say so.
@Suite("PostgreSQL: a server that fails", .serialized)
struct ServerFaultTests {
    private static func one(_ database: PostgresDatabase) async throws -> Int {
        try await database.read { try $0.value("SELECT 1") }
    }

    /// Asks until there is an answer, for at most ten seconds.
    private static func recovers(_ database: PostgresDatabase) async throws -> Bool {
        let deadline = StreavClock.system.monotonicNow + .seconds(10)
        while StreavClock.system.monotonicNow < deadline {
            if (try? await one(database)) == 1 { return true }
            try await StreavClock.system.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test("F14 a killed server is unavailable at once, nothing of a write is left, and all goes on when it is back")
    func killed() async throws {
        try await PostgresServer.with { server in
            let database = try SharedPostgres.database(server.url, connections: 3)
            try await database.write { try $0.execute("CREATE TABLE t (a INTEGER)") }
            let during = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO t VALUES (1)")
                    server.kill()
                    try connection.execute("INSERT INTO t VALUES (2)")
                }
            }
            #expect(during?.code == .unavailable)
            let time = await elapsed {
                for _ in 0..<6 {
                    let down = await databaseError { try await Self.one(database) }
                    #expect(down?.code == .unavailable)
                }
            }
            #expect(time < .seconds(3), "refused, not waited for")
            #expect(!database.status.isReachable)
            try await server.start()
            #expect(try await Self.recovers(database))
            #expect(database.status.isReachable)
            let count: Int = try await database.read { try $0.value("SELECT count(*) FROM t") }
            #expect(count == 0)
            try await database.close()
        }
    }

    @Test("F14 idle connections that the server ended are replaced without anybody noticing")
    func restarted() async throws {
        try await PostgresServer.with { server in
            let database = try SharedPostgres.database(server.url, connections: 4)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await database.read { try $0.forEach("SELECT 1 FROM pg_sleep(0.2)") { _ in } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(database.status.idle == 4)
            server.kill()
            try await server.start()
            try await database.write { try $0.execute("CREATE TABLE t (a INTEGER)") }
            // Those that an administrator ends, too.
            let end: SQL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            let other = try SharedPostgres.database(server.url, connections: 1)
            for _ in 0..<5 {
                try await other.read { try $0.forEach("\(end) AND application_name = 'streav'") { _ in } }
                try await database.write { try $0.execute("INSERT INTO t VALUES (1)") }
            }
            let count: Int = try await database.read { try $0.value("SELECT count(*) FROM t") }
            #expect(count == 5)
            try await other.close()
            try await database.close()
        }
    }

    @Test("F14 a server that holds still is noticed within the deadline, and a new connection is made when it goes on")
    func paused() async throws {
        try await PostgresServer.with { server in
            let database = try SharedPostgres.database(server.url) { configuration in
                configuration.statementDeadline = .seconds(1)
                configuration.connectDeadline = .seconds(1)
            }
            #expect(try await Self.one(database) == 1)
            server.pause()
            let time = await elapsed {
                let busy = await databaseError { try await Self.one(database) }
                #expect(busy?.code == .timedOut)
                let connecting = await databaseError { try await Self.one(database) }
                #expect(connecting?.code == .unavailable)
                #expect(connecting?.message.contains("did not answer") == true)
            }
            #expect(time < .seconds(4))
            server.resume()
            #expect(try await Self.recovers(database))
            try await database.close()
        }
    }

    @Test("a statement that takes too long is ended by the server, and its connection serves on")
    func slowStatement() async throws {
        try await PostgresServer.with { server in
            let database = try SharedPostgres.database(server.url, connections: 1) { configuration in
                configuration.statementDeadline = .milliseconds(800)
            }
            let before: Int = try await database.read { try $0.value("SELECT pg_backend_pid()") }
            let error = await databaseError {
                try await database.read { try $0.forEach("SELECT 1 FROM pg_sleep(5)") { _ in } }
            }
            #expect(error?.code == .timedOut)
            let after: Int = try await database.read { try $0.value("SELECT pg_backend_pid()") }
            #expect(before == after)
            try await Self.waitForALock(server, database)
            try await database.close()
        }
    }

    private static func waitForALock(_ server: PostgresServer, _ database: PostgresDatabase) async throws {
        let other = try SharedPostgres.database(server.url, connections: 1)
        try await other.write { try $0.execute("CREATE TABLE locked (a INTEGER)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let meeting = Meeting()
            group.addTask {
                try await other.write { connection in
                    try connection.execute("LOCK TABLE locked")
                    meeting.wait(as: 0)
                    try connection.forEach("SELECT 1 FROM pg_sleep(2)") { _ in }
                }
            }
            let waited = await databaseError {
                try await database.write { connection in
                    meeting.wait(as: 1)
                    try connection.execute("INSERT INTO locked VALUES (1)")
                }
            }
            #expect(waited?.code == .timedOut)
            try await group.waitForAll()
        }
        try await other.close()
    }

    @Test(
        "F14 a link that breaks in COMMIT leaves the outcome unknown, and it is all or nothing",
        arguments: [true, false])
    func brokenCommit(_ reachesServer: Bool) async throws {
        try await PostgresServer.with { server in
            let proxy = try CommitProxy(to: server.port)
            defer { proxy.close() }
            let direct = try SharedPostgres.database(server.url)
            try await direct.write { try $0.execute("CREATE TABLE t (a INTEGER)") }
            let address = "postgres://streav:\(server.password)@127.0.0.1:\(proxy.port)/streav?sslmode=disable"
            let database = try SharedPostgres.database(address)
            #expect(try await Self.one(database) == 1)
            proxy.arm(reachesServer ? .afterServer : .beforeServer)
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO t VALUES (1), (2)")
                }
            }
            #expect(error?.code == .outcomeUnknown)
            let expected = reachesServer ? 2 : 0
            let count: Int = try await direct.read { try $0.value("SELECT count(*) FROM t") }
            #expect(count == expected)
            // What was read was read, even when the answer to its COMMIT is lost.
            proxy.arm(.beforeServer)
            #expect(try await Self.one(database) == 1)
            #expect(try await Self.one(database) == 1)
            try await database.close()
            try await direct.close()
        }
    }

    @Test("F17 a server that is set read-only serves reads, refuses writes, and takes them when it is set back")
    func readOnly() async throws {
        try await PostgresServer.with { server in
            let database = try SharedPostgres.database(server.url)
            try await database.write { try $0.execute("CREATE TABLE t (a INTEGER)") }
            server.kill()
            try await server.start(settings: ["default_transaction_read_only=on"])
            for _ in 0..<2 {
                let error = await databaseError {
                    try await database.write { try $0.execute("INSERT INTO t VALUES (1)") }
                }
                #expect(error?.code == .readOnly)
                #expect(try await Self.one(database) == 1)
            }
            server.kill()
            try await server.start()
            try await database.write { try $0.execute("INSERT INTO t VALUES (1)") }
            try await database.close()
        }
    }

    @Test("F14 a read whose connection is ended under it is read again; a write is not written again")
    func terminated() async throws {
        try await PostgresServer.with { server in
            let database = try SharedPostgres.database(server.url, connections: 2)
            let attempts = Tally(0)
            let killed: @Sendable (any DatabaseConnection) throws -> Int = { connection in
                let process: Int = try connection.value("SELECT pg_backend_pid()")
                if attempts.change({
                    $0 += 1; return $0
                }) == 1 {
                    try connection.forEach("SELECT pg_terminate_backend(\(process)::integer)") { _ in }
                }
                return try connection.value("SELECT 7")
            }
            #expect(try await database.read(killed) == 7)
            #expect(attempts.value == 2)
            attempts.change { $0 = 0 }
            let error = await databaseError { try await database.write(killed) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("57P01") == true)
            #expect(attempts.value == 1)
            #expect(try await Self.one(database) == 1)
            try await database.close()
        }
    }
}
