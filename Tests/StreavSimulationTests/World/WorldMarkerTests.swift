import DatabaseFixtures
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavPostgres
import StreavRuntime
import StreavSQL
import Testing

@testable import StreavSimulation

/// On which PostgreSQL databases a simulation starts.
@Suite("The world's marker in a database", .enabled(if: SharedPostgres.url != nil))
struct WorldMarkerTests {
    private static func claim(
        _ database: any Database, seed: UInt64? = nil, key: SecretKey? = nil
    ) async throws -> WorldMarker {
        try await WorldMarker.claim(database, seed: seed, key: key, entropy: SystemEntropy())
    }

    private static func refusal(
        _ database: any Database, seed: UInt64? = nil, key: SecretKey? = nil
    ) async -> SimulationError? {
        do {
            _ = try await claim(database, seed: seed, key: key)
            return nil
        } catch {
            return error as? SimulationError
        }
    }

    private static func tables(_ database: any Database) async throws -> [String] {
        try await database.read {
            try $0.fetchColumn(
                "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        }
    }

    @Test("An empty database becomes a world's, which goes on with its seed, its names and its key")
    func claiming() async throws {
        try await SharedPostgres.withSchema { database in
            let made = try await Self.claim(database, seed: 7)
            let again = try await Self.claim(database)
            let named = try await Self.claim(database, seed: 7)
            for other in [again, named] {
                #expect(other.seed == 7 && other.space == made.space)
                #expect(
                    HMACSHA256.authenticate([1], key: other.secret) == HMACSHA256.authenticate([1], key: made.secret))
            }
            #expect(BackendSpace.isName(made.space))
        }
    }

    @Test("A drawn seed is kept, and another one refused")
    func seeds() async throws {
        try await SharedPostgres.withSchema { database in
            let made = try await Self.claim(database)
            #expect(try await Self.claim(database).seed == made.seed)
            let refusal = await Self.refusal(database, seed: made.seed ^ 1)
            #expect(refusal?.exitCode == 15 && refusal?.description.contains("\(made.seed)") == true)
        }
    }

    @Test("A world needs the key that it was made with")
    func keys() async throws {
        try await SharedPostgres.withSchema { database in
            let key = SecretKey.random()
            _ = try await Self.claim(database, seed: 1, key: key)
            #expect(await Self.refusal(database, seed: 1, key: .random())?.exitCode == 15)
            #expect(await Self.refusal(database, seed: 1) != nil)
            #expect(await Self.refusal(database, seed: 1, key: key) == nil)
        }
    }

    @Test("A database with anything else in it is refused, named, and left as it is", arguments: [true, false])
    func foreign(_ isTable: Bool) async throws {
        try await SharedPostgres.withSchema { database in
            try await database.write { connection in
                if isTable {
                    try connection.execute("CREATE TABLE subscribers (id INTEGER)")
                } else {
                    try connection.execute("CREATE VIEW subscribers AS SELECT 1 AS id")
                }
            }
            let before = try await Self.tables(database)
            let refusal = await Self.refusal(database)
            #expect(refusal?.exitCode == 15 && refusal?.description.contains("subscribers") == true)
            await #expect(throws: SimulationError.self) { try await WorldMarker.refuseForeign(database) }
            #expect(try await Self.tables(database) == before)
        }
    }

    @Test("A load run's schema is its own, told from others by more than its name, and can be cleared away")
    func loadSchemas() async throws {
        let url = try #require(SharedPostgres.url)
        let database = try SharedPostgres.database(url, connections: 2)
        let now = StreavClock.system.wallNow
        let space = try await LoadSpace.make(in: database, now: now, entropy: SystemEntropy())
        let schema = try #require(space.schema)
        let later = now.advanced(by: .seconds(2 * 86_400))
        #expect(try await !LoadSpace.abandoned(in: database, now: now).contains(space), "it may be under way")
        #expect(try await LoadSpace.abandoned(in: database, now: later).contains(space))
        let own = try SharedPostgres.database(url, connections: 1, schema: schema)
        _ = try await own.write { try $0.execute("CREATE TABLE a (id INTEGER)") }
        #expect(try await Self.tables(own) == ["a"])
        try await own.close()

        try await LoadSpace.drop(space, in: database)
        #expect(try await !LoadSpace.abandoned(in: database, now: later).contains(space))
        // Nobody's schema of another name is dropped.
        try await LoadSpace.drop(BackendSpace(name: "public", schema: "public"), in: database)
        #expect(
            try await database.read { try $0.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'public'") } == 1)
        try await database.close()
    }
}
