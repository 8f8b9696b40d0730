internal import ArgumentParser
internal import StreavPorts
internal import StreavStore

struct MigrateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to date.",
        discussion: """
            Whichever program starts first does it as well. All missing steps are one transaction. There is no way \
            back but a backup: make one before an update.

            Examples:
              streav-cli migrate --check           what it would do; 1 where something is missing
              streav-cli migrate
            """)

    static var opening: VerbOpening { .newBackends }

    @OptionGroup var global: GlobalOptions

    @Flag(name: .customLong("check"), help: "Change nothing; the exit code is 1 where steps are missing.")
    var isCheck = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let known = Migration.all.count
        guard isCheck else {
            let outcome = try await Migrator().migrate(
                session.backends.database.port, now: session.clock.wallNow)
            let sentence =
                outcome.from == outcome.to
                ? "The schema is up to date, at version \(outcome.to)."
                : "The schema went from version \(outcome.from) to \(outcome.to)."
            return .done(
                sentence, Self.fields(from: outcome.from, to: outcome.to, isChanged: outcome.from != outcome.to))
        }
        let version = try await session.read { try $0.dump.schemaVersion() } ?? 0
        guard version <= known else { throw MigrationError.newerDatabase(version: version, known: known) }
        var answer = CommandAnswer.done(
            version == known
                ? "The schema is up to date, at version \(version)."
                : "The schema has version \(version) of \(known): run streav-cli migrate.",
            Self.fields(from: version, to: known, isChanged: false))
        answer.code = version == known ? 0 : 1
        return answer
    }

    private static func fields(from: Int, to: Int, isChanged: Bool) -> [OutputField] {
        [OutputField("from", from), OutputField("to", to), OutputField("isChanged", isChanged)]
    }
}
