internal import ArgumentParser
internal import Glibc

struct BackupCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write everything in the database to a file.",
        discussion: """
            One consistent state, in a form that goes from SQLite to PostgreSQL and back; equal data makes equal \
            files. The platform may run meanwhile. The file holds password hashes and sealed secrets, which only the \
            same STREAV_SECRET_KEY opens: keep the key as well, and elsewhere. docs/cli.md describes the form.

            Examples:
              streav-cli backup "streav-$(date +%F).backup"
              streav-cli backup world.backup --data ./world
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "The file to write; only its owner may read it.", completion: .file())
    var file: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        if access(file, F_OK) == 0 { try confirmation.require("\(file) is there and will be replaced", session) }
        let outcome = try await Backup.make(session.backends.database.port, path: file)
        return .done(
            "\(outcome.trailer.rows) rows of \(outcome.header.tables.count) tables are in \(file).",
            BackupReport.fields(file, outcome.header, outcome.trailer))
    }
}

enum BackupReport {
    static func fields(_ file: String, _ header: BackupHeader, _ trailer: BackupTrailer) -> [OutputField] {
        [
            OutputField("file", file), OutputField("format", header.format), OutputField("schema", header.schema),
            OutputField("tables", header.tables.count), OutputField("rows", trailer.rows),
            OutputField("sha256", trailer.sha256),
        ]
    }
}
