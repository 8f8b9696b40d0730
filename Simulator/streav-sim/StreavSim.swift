import ArgumentParser

@main
struct StreavSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "streav-sim",
        abstract: "The whole Streav platform in one process, for development and tests.",
        discussion: """
            Runs management, API and streaming on SQLite and in-process adapters, with a seeded world to watch.
            People read standard error; standard output carries one line of JSON when the platform is ready, then one \
            per notable event.
            """,
        subcommands: [ServeCommand.self],
        defaultSubcommand: ServeCommand.self)
}
