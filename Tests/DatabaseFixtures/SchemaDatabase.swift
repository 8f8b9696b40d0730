import StreavLocal
import StreavPorts
public import StreavSQL

/// A database in which every transaction finds its tables in one schema and nowhere else.
public final class SchemaDatabase: Database {
    public let dialect = SQLDialect.postgresql

    private let base: any Database
    private let schema: String

    private init(_ base: any Database, schema: String) {
        self.base = base
        self.schema = schema
    }

    /// Makes a schema with a random name, and drops it afterwards.
    public static func with<Result>(
        _ base: any Database, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        let database = SchemaDatabase(base, schema: "test_" + SystemEntropy().token(length: 20).lowercased())
        _ = try await database.write { try $0.execute(creation) }
        do {
            let result = try await body(database)
            _ = try await database.write { try $0.execute(removal) }
            return result
        } catch {
            _ = try? await database.write { try $0.execute(removal) }
            throw error
        }
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await base.read { [schema] connection in
            try Self.enter(schema, connection)
            return try body(connection)
        }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await base.write { [schema] connection in
            try Self.enter(schema, connection)
            return try body(connection)
        }
    }

    private static func enter(_ schema: String, _ connection: any DatabaseConnection) throws {
        try connection.forEach("SELECT set_config('search_path', \(schema), true)") { _ in }
    }

    // A statement's text is in the program, so the name comes from the setting.
    private static let creation: SQL = """
        DO $$ BEGIN EXECUTE format('CREATE SCHEMA %I', current_setting('search_path')); END $$
        """
    private static let removal: SQL = """
        DO $$ BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', current_setting('search_path')); END $$
        """
}
