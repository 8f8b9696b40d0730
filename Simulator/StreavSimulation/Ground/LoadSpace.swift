import StreavAssembly
import StreavDomain
import StreavPorts
import StreavRuntime
import StreavSQL

/// What a load run has for itself on servers that others may use: a schema, and the names that begin as it is called.
enum LoadSpace {
    private static let prefix = "streav_load_"
    /// Said of the schema, so that none is dropped which only has such a name.
    private static let comment = "made by streav-sim load"
    /// A schema that is older was left by a run that was killed.
    private static let longestRun = Duration.seconds(86_400)
    /// The most that are cleared away at one start.
    private static let clearedAtOnce = 20

    /// All that a platform of load runs may have declared at the broker.
    static let topology: BrokerTopology = {
        var all = FleetReconcilerService.topology
        for number in 1...ServeConfiguration.nodeLimit {
            let own = StreamingNode.topology(of: Simulator.nodeName(number))
            all.queues += own.queues
        }
        all.bindings = []
        return all
    }()

    /// Makes the schema of a new run, and names it after the moment.
    static func make(in database: any Database, now: Timestamp, entropy: any Entropy) async throws -> BackendSpace {
        let name = "\(prefix)\(now.seconds)_\(String(entropy.next() % (1 << 32), radix: 36))"
        try await database.write { connection in
            try enter(name, connection)
            try connection.execute(creation)
        }
        return BackendSpace(name: name, schema: name)
    }

    /// Those of runs that cannot be under way any more.
    static func abandoned(in database: any Database, now: Timestamp) async throws -> [BackendSpace] {
        let names: [String] = try await database.read { connection in
            try connection.fetchColumn(
                """
                SELECT n.nspname::text FROM pg_catalog.pg_namespace n
                WHERE pg_catalog.obj_description(n.oid, 'pg_namespace') = \(comment)
                ORDER BY 1
                """)
        }
        let oldest = now.advanced(by: .zero - longestRun).seconds
        return names.filter { began($0).map { $0 < oldest } ?? false }.prefix(clearedAtOnce).map {
            BackendSpace(name: $0, schema: $0)
        }
    }

    static func drop(_ space: BackendSpace, in database: any Database) async throws {
        guard let schema = space.schema, began(schema) != nil else { return }
        try await database.write { connection in
            try enter(schema, connection)
            try connection.execute(removal)
        }
    }

    /// When the run of a schema began, in seconds since 1970; nil: it is none of a run.
    private static func began(_ name: String) -> Int64? {
        guard name.hasPrefix(prefix), BackendSpace.isName(name) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
        return parts.count == 2 ? Int64(parts[0]) : nil
    }

    /// A statement's text is in the program, so the name of the schema comes from a setting.
    private static func enter(_ schema: String, _ connection: any DatabaseConnection) throws {
        try connection.forEach("SELECT set_config('streav.schema', \(schema), true)") { _ in }
    }

    private static let creation: SQL = """
        DO $$ BEGIN
            EXECUTE format('CREATE SCHEMA %I', current_setting('streav.schema'));
            EXECUTE format('COMMENT ON SCHEMA %I IS %L', current_setting('streav.schema'), 'made by streav-sim load');
        END $$
        """
    private static let removal: SQL = """
        DO $$ BEGIN EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', current_setting('streav.schema')); END $$
        """
}
