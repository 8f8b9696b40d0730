internal import ArgumentParser

struct RestoreCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into an empty database.",
        discussion: """
            Every line is verified before anything is changed, and it is one transaction: all is restored, or nothing. \
            Run streav-cli migrate before it, and start the programs after it, with the STREAV_SECRET_KEY of the \
            backup's time. Whoever was signed in signs in again.

            Examples:
              streav-cli restore nightly.backup --check      verify the file and change nothing
              streav-cli restore nightly.backup
              streav-cli restore nightly.backup --replace    delete what is in the database before
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "The file that streav-cli backup has written.", completion: .file())
    var file: String

    @Flag(name: .customLong("replace"), help: "Delete everything that is in the database before.")
    var replaces = false

    @Flag(name: .customLong("check"), help: "Verify the file and change nothing.")
    var isCheck = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let outcome: BackupReading.Outcome
        if isCheck {
            outcome = try BackupReading.read(file) { _, _ in }
        } else {
            if replaces {
                try confirmation.require(
                    "everything in the database at \(session.backends.database.place) will be deleted", session)
            }
            outcome = try await Restore.run(file, into: session.backends.database.port, replacing: replaces)
        }
        let deed = isCheck ? "are in \(file), which is whole" : "were restored"
        return .done(
            "\(outcome.trailer.rows) rows of \(outcome.header.tables.count) tables \(deed).",
            BackupReport.fields(file, outcome.header, outcome.trailer) + [OutputField("isRestored", !isCheck)])
    }
}
