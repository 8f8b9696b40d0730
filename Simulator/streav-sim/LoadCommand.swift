import ArgumentParser
import Logging
import StreavAssembly
import StreavPorts
import StreavScenario
import StreavSimulation

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Put a platform under synthetic viewers and judge what they saw.",
        discussion: """
            Runs a scenario against a platform of its own in this process, or with --target against another. The last \
            line of standard output is the verdict as JSON; the exit code says what it is: 0 all held, 2 wrong usage, \
            10 a threshold failed, 11 an invariant was violated, 14 the generator was the bottleneck, 15 the platform \
            did not start, 130 interrupted.

            Examples:
              streav-sim load smoke
              streav-sim load evening.yaml --report out --set cohorts.tv.population=200
              streav-sim load mixed --backend production
              streav-sim load smoke --target http://tv.example.org:80 --subscriber anna:TOKEN --channel 1 --channel 2
            """)

    @Argument(help: "A scenario: the name of a built-in one (see streav-sim scenarios), or a YAML file.")
    var scenario: String

    @Option(help: "A number that makes the run the same again; overrides the scenario's.")
    var seed: UInt64?

    @Option(
        name: .customLong("set"),
        help: "Another value for a key of the scenario, as PATH=VALUE: cohorts.tv.population=200. May be repeated.")
    var settings: [String] = []

    @Option(name: .customLong("report"), help: "A folder for report.html, report.json, junit.xml and summary.md.")
    var reportDirectory: String?

    @Option(
        help: """
            What the platform of the run stands on: SQLite and this process, or the PostgreSQL, Redis and RabbitMQ \
            that STREAV_DATABASE_URL, STREAV_CACHE_URL and STREAV_BROKER_URL name. There the run makes a schema, keys \
            and queues of its own and removes them; it refuses a database that holds anything else.
            """)
    var backend = BackendArgument(.local)

    @Option(help: "The address of another platform that players use, http://HOST:PORT.")
    var target: String?

    @Option(name: .customLong("subscriber"), help: "With --target: who watches, USERNAME:TOKEN. May be repeated.")
    var subscribers: [String] = []

    @Option(name: .customLong("channel"), help: "With --target: the id of a live stream. May be repeated.")
    var channels: [Int32] = []

    @Option(help: "Threads that drive the viewers; 1 to 64.")
    var threads = 1

    @Option(name: .customLong("fixtures"), help: "The folder with the clips, if it is not found by itself.")
    var fixturesDirectory: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = LogLevelArgument(level: .warning)

    func validate() throws {
        guard (1...64).contains(threads) else { throw ValidationError("--threads must be 1 to 64.") }
    }

    func run() async throws {
        do {
            let code = try await Simulator.load(
                read(),
                options: LoadOptions(
                    seed: seed, reportDirectory: reportDirectory, target: target, subscribers: subscribers,
                    channels: channels, fixturesDirectory: fixturesDirectory, threads: threads,
                    backend: backend.backend),
                countries: UnconfiguredCountryLookup(), logLevel: logLevel.level)
            if code != 0 { throw ExitCode(code) }
        } catch let error as ScenarioError {
            StandardError.write("streav-sim: \(error.description)\n")
            throw ExitCode(SimulationError(.usage, "").exitCode)
        } catch let error as SimulationError {
            StandardError.write("streav-sim: \(error.description)\n")
            throw ExitCode(error.exitCode)
        }
    }

    private func read() throws -> Scenario {
        let loader = ScenarioLoader { path, limit in
            // One more than may be, so that a longer one is seen to be.
            try ScenarioFile.bytes(of: path, atMost: limit + 1)
        }
        return try loader.load(scenario, settings: try settings.map { try SettingOverride($0) })
    }
}
