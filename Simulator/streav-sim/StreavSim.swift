import ArgumentParser
import Glibc
import StreavAssembly
import StreavSimulation

@main
struct StreavSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "streav-sim",
        abstract: "The whole Streav platform in one process, for development and tests.",
        discussion: """
            Runs management, API and streaming on SQLite and in-process adapters, with a seeded world to watch; or, \
            with --backend production, on the servers of a deployment.
            People read standard error; standard output carries one line of JSON when the platform is ready, then one \
            per notable event.
            """,
        subcommands: [ServeCommand.self, LoadCommand.self, ScenariosCommand.self],
        defaultSubcommand: ServeCommand.self)

    /// Wrong usage ends with 2, as every configuration error does; the parser's own code for it would be 64.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardError.write(fullMessage(for: error) + "\n")
            Glibc.exit(SimulationError(.usage, "").exitCode)
        }
    }
}
