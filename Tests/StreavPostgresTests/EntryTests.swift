import DatabaseFixtures
import StreavDomain
import StreavPorts
import StreavPostgres
import StreavSQL
import Testing

/// Who is let in, how the line is encrypted, and what is said when it does not go.
@Suite("PostgreSQL: entering", .serialized)
struct EntryTests {
    private static func entry(_ url: String) async throws -> DatabaseError? {
        let database = try SharedPostgres.database(url, connections: 1) { $0.connectDeadline = .seconds(3) }
        let error = await databaseError { try await database.read { try $0.value("SELECT 1", as: Int.self) } }
        try await database.close()
        return error
    }

    @Test("what is wrong with an address is said with what to do, and without the password")
    func refusals() async throws {
        try await PostgresServer.with { server in
            let place = "127.0.0.1:\(server.port)"
            let cases: [(url: String, words: String)] = [
                ("postgres://streav:wrong-secret@\(place)/streav", "check user and password"),
                ("postgres://streav@\(place)/streav", "put the password into"),
                ("postgres://nobody:wrong-secret@\(place)/streav", "check user and password"),
                ("postgres://streav:\(server.password)@\(place)/nowhere", "make the database"),
                ("postgres://streav:wrong-secret@127.0.0.1:1/streav", "start the server"),
                ("postgres://streav:wrong-secret@nowhere.invalid/streav", "correct the host"),
                ("postgres://streav:wrong-secret@%2Fnowhere/streav", "correct the socket's folder"),
            ]
            for (url, words) in cases {
                let error = try await Self.entry(url)
                #expect(error?.code == .unavailable)
                #expect(error?.message.contains(words) == true, "\(error as Any)")
                #expect(error?.message.contains("cannot connect to database") == true)
                let all = "\(error as Any) \(String(reflecting: error))"
                #expect(!all.contains("wrong-secret") && !all.contains(server.password))
            }
        }
    }

    @Test("a unix socket is entered by its folder")
    func socket() async throws {
        try await PostgresServer.with { server in
            let folder = server.socketFolder.replacing("/", with: "%2F")
            let error = try await Self.entry("postgres://streav@\(folder):\(server.port)/streav")
            #expect(error == nil)
        }
    }

    @Test(
        "encryption that is required is had or the connection is refused; a certificate is verified when it is said so")
    func encryption() async throws {
        try await PostgresServer.with { server in
            let base = "postgres://streav:\(server.password)@localhost:\(server.port)/streav"
            let certificate = server.certificate.replacing("/", with: "%2F")
            for query in [
                "", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require",
                "?sslmode=verify-ca&sslrootcert=\(certificate)", "?sslmode=verify-full&sslrootcert=\(certificate)",
            ] {
                #expect(try await Self.entry(base + query) == nil, "\(query)")
            }
            let encrypted = try await Self.isEncrypted(base + "?sslmode=require")
            #expect(encrypted)
            #expect(try await !Self.isEncrypted(base + "?sslmode=disable"))
            let unknown = try await Self.entry(base + "?sslmode=verify-full&sslrootcert=%2Fnowhere.crt")
            #expect(unknown?.message.contains("sslrootcert") == true)
            let stranger = try await PostgresServer.with { other in
                try await Self.entry(
                    base + "?sslmode=verify-ca&sslrootcert=\(other.certificate.replacing("/", with: "%2F"))")
            }
            #expect(stranger?.message.contains("certificate verify failed") == true)
            server.kill()
            try await server.start(settings: ["ssl=off"])
            let plain = try await Self.entry(base + "?sslmode=require")
            #expect(plain?.message.contains("switch ssl on in the server") == true)
            #expect(try await Self.entry(base + "?sslmode=prefer") == nil)
        }
    }

    private static func isEncrypted(_ url: String) async throws -> Bool {
        let database = try SharedPostgres.database(url, connections: 1)
        let isEncrypted: Bool = try await database.read {
            try $0.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        }
        try await database.close()
        return isEncrypted
    }

    @Test("F15 more clients than the server takes: those that are in go on")
    func slots() async throws {
        try await PostgresServer.with(settings: [
            "max_connections=5", "superuser_reserved_connections=0", "max_wal_senders=0",
        ]) { server in
            let first = try SharedPostgres.database(server.url, connections: 16)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await first.read { try $0.forEach("SELECT 1 FROM pg_sleep(0.05)") { _ in } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(first.status.idle == 5)
            let second = try await Self.entry(server.url)
            #expect(second?.code == .unavailable)
            #expect(second?.message.contains("raise max_connections") == true)
            try await first.close()
        }
    }
}
