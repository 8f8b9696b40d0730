import Foundation
import Logging
import StreavLocal
import StreavPorts
public import StreavPostgres
public import StreavSQL

/// The server that tests share, over one pool. Each test has a schema of its own there, with a random name.
public enum SharedPostgres {
    public static let url = ProcessInfo.processInfo.environment["STREAV_TEST_DATABASE_URL"]

    private static let pool: Result<PostgresDatabase, any Error> = Result {
        guard let url else { throw PostgresServer.Failure(description: "STREAV_TEST_DATABASE_URL is not set") }
        // Many tests at once on few connections: what one waits for is the others.
        return try database(url, connections: 8) { configuration in
            configuration.acquireDeadline = .seconds(120)
            configuration.statementDeadline = .seconds(60)
        }
    }

    /// A pool of its own.
    public static func database(
        _ url: String, connections: Int = 4, schema: String? = nil,
        _ change: (inout PostgresConfiguration) -> Void = { _ in }
    ) throws -> PostgresDatabase {
        var configuration = try PostgresConfiguration(ServiceAddress(url), connections: connections, schema: schema)
        change(&configuration)
        return PostgresDatabase(
            configuration, clock: .system, entropy: SystemEntropy(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A schema of the caller's own on the shared server, dropped afterwards.
    public static func withSchema<Result>(
        _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        try await SchemaDatabase.with(pool.get(), body)
    }
}
