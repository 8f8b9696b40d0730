internal import StreavControl
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

/// One run of one verb.
struct CommandSession: Sendable {
    let host: CommandHost
    let folder: String?
    /// Nil for verbs that open nothing, or by themselves.
    let opened: CommandBackends?

    /// What was opened for the verb.
    var backends: CommandBackends {
        guard let opened else { preconditionFailure("the verb says that it needs no backends") }
        return opened
    }

    var clock: StreavClock { host.clock }

    var actor: Actor { Actor(kind: .commandLine, name: host.operatorName) }

    /// The use cases of API and dashboard.
    func control() throws -> ControlPlane {
        guard let secret = backends.secret else {
            throw CommandFailure(.usage, "STREAV_SECRET_KEY is missing: set the one that the programs have")
        }
        return ControlPlane(
            database: backends.database.port, clock: host.clock, entropy: host.entropy,
            keys: ControlKeys(master: secret), cache: backends.cache?.port)
    }

    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        try await control().perform(as: actor, body)
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await backends.database.port.read(body)
    }

    /// - Throws: ``CommandFailure`` where the schema is not this program's.
    func requireSchema() async throws {
        let version = try await read { try $0.dump.schemaVersion() }
        let known = Migration.all.count
        guard let version else {
            throw CommandFailure(.unavailable, "the database is empty: run streav-cli migrate")
        }
        guard version >= known else {
            throw CommandFailure(
                .unavailable,
                "the database has schema version \(version), this program needs \(known): run streav-cli migrate")
        }
        guard version == known else {
            throw MigrationError.newerDatabase(version: version, known: known)
        }
    }
}
