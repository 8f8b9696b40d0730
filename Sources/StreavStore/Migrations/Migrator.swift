public import StreavDomain
public import StreavSQL

/// Brings a database's schema up to date.
public struct Migrator: Sendable {
    /// How far a database has come.
    public struct Outcome: Sendable, Equatable {
        /// The version it had; 0 for an empty one.
        public let from: Int
        public let to: Int

        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    private let migrations: [Migration]

    /// - Parameter migrations: Those of the product; others are for tests.
    public init(migrations: [Migration] = Migration.all) {
        precondition(
            migrations.map(\.version) == Array(1...max(1, migrations.count)), "migrations are numbered from 1 on")
        self.migrations = migrations
    }

    /// Runs the steps that are missing, all in one transaction; nothing when there are none.
    ///
    /// - Parameter now: Noted with each step.
    /// - Throws: ``MigrationError`` when the database is not one of ours or newer than this program; it is then left as
    ///   it is. Or a ``StreavSQL/DatabaseError``.
    @discardableResult
    public func migrate(_ database: any Database, now: Timestamp) async throws -> Outcome {
        do {
            return try await attempt(database, now)
        } catch let error as DatabaseError where database.dialect == .postgresql && Self.mayBeStale(error) {
            // PostgreSQL takes the transaction's snapshot before it waits for the lock: what another component made
            // meanwhile is in the way and not to be seen. A second transaction sees it.
            return try await attempt(database, now)
        }
    }

    private static func mayBeStale(_ error: DatabaseError) -> Bool {
        error.code == .badStatement || error.code == .uniqueViolation
    }

    private func attempt(_ database: any Database, _ now: Timestamp) async throws -> Outcome {
        try await database.write { connection in
            if let lock = Self.lock(connection.dialect) { try connection.forEach(lock) { _ in } }
            try connection.execute(Self.historyTable(connection.dialect))
            let ran = try Self.history(connection)
            try check(ran)
            for migration in migrations.dropFirst(ran.count) {
                for statement in migration.statements(connection.dialect) { try connection.execute(statement) }
                try connection.execute(Self.note(migration, now))
            }
            return Outcome(from: ran.count, to: migrations.count)
        }
    }

    /// The whole schema as a script for the engine's own client, in one transaction. For review, and for administrators
    /// who let no program change a schema.
    public func script(for dialect: SQLDialect, now: Timestamp) throws(DatabaseError) -> String {
        var statements: [SQL] = ["BEGIN", Self.historyTable(dialect)]
        for migration in migrations {
            statements += migration.statements(dialect)
            statements.append(Self.note(migration, now))
        }
        statements.append("COMMIT")
        var script = ""
        for statement in statements {
            script += try statement.script(for: dialect)
            script += ";\n"
        }
        return script
    }

    private func check(_ ran: [(version: Int, name: String)]) throws {
        guard ran.count <= migrations.count else {
            throw MigrationError.newerDatabase(version: ran.last?.version ?? ran.count, known: migrations.count)
        }
        for (step, known) in zip(ran, migrations) where step.name != known.name || step.version != known.version {
            throw MigrationError.differentHistory(version: step.version, ran: step.name, known: known.name)
        }
    }

    private static func history(_ connection: any DatabaseConnection) throws -> [(version: Int, name: String)] {
        try connection.fetch("SELECT version, name FROM schema_migrations ORDER BY version") { row in
            (try row["version"], try row["name"])
        }
    }

    private static func historyTable(_ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            version \(dialect.integer) PRIMARY KEY,
            name \(dialect.text) NOT NULL,
            applied_at \(dialect.long) NOT NULL
        )\(dialect.tableOptions)
        """
    }

    private static func note(_ migration: Migration, _ now: Timestamp) -> SQL {
        """
        INSERT INTO schema_migrations (version, name, applied_at)
        VALUES (\(migration.version), \(migration.name), \(now))
        """
    }

    /// Two components that start at once must not both migrate one schema. SQLite has one writer anyhow.
    private static func lock(_ dialect: SQLDialect) -> SQL? {
        switch dialect {
        case .sqlite: nil
        // The number is arbitrary, and the same for every Streav.
        case .postgresql:
            """
            SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(coalesce(current_schema(), ''), 7305525168))
            """
        }
    }
}
