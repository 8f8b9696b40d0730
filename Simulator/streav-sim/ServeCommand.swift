import ArgumentParser
import Logging
import StreavAssembly
import StreavSimulation

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the platform and keep it running.",
        discussion: """
            Examples:
              streav-sim                                   channels to watch on http://127.0.0.1:8080
              streav-sim serve --data ./world              the same world after a restart
              streav-sim serve --media ~/Films             your own films besides
              streav-sim serve --source "Studio=http://10.0.0.7/studio.ts"
              streav-sim serve --backend production        on the servers that the environment names
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port of the dashboard; 0 takes any free one.")
    var managementPort = 8080

    @Option(help: "The port of the API; 0 takes any free one.")
    var apiPort = 5000

    @Option(help: "The port that players use; 0 takes any free one.")
    var streamingPort = 8000

    @Option(
        help: """
            Streaming nodes that share the live streams, 1 to 64. The second one has the port after --streaming-port, \
            and so on.
            """)
    var nodes = 1

    @Option(
        name: .customLong("data"),
        help: "A folder for database, credentials and subscribers' tokens; without it nothing is kept.")
    var dataDirectory: String?

    @Option(
        help: """
            What the platform stands on: SQLite and this process, or the PostgreSQL, Redis and RabbitMQ that \
            STREAV_DATABASE_URL, STREAV_CACHE_URL and STREAV_BROKER_URL name. There the database must be empty, or \
            hold the world of an earlier start, which goes on.
            """)
    var backend = BackendArgument(.local)

    @Option(help: "A number that makes the seeded world the same in every run, credentials included.")
    var seed: UInt64?

    @Flag(name: .customLong("empty"), help: "Start without a seeded world.")
    var isEmpty = false

    @Option(
        name: .customLong("source"),
        help: """
            A live stream of your own as NAME=URL (http://… or file:/…, MPEG-TS). May be repeated; the same name \
            again adds a source to fall back on to that stream.
            """)
    var sources: [NamedSourceArgument] = []

    @Option(
        name: .customLong("media"),
        help: """
            A folder of films of your own (.mp4), looked through again every 30 s. What can't be played is said, with \
            the reason. Links are not followed.
            """)
    var mediaDirectory: String?

    @Option(
        name: .customLong("api-rate"),
        help: "Requests a second that one application of the API may send, and twice as many at once; 1 to 1000000.")
    var apiRequestsPerSecond: Int?

    @Option(name: .customLong("countries"), help: "A MaxMind-format country database (.mmdb).")
    var countryDatabase: String?

    @Option(name: .customLong("fixtures"), help: "The folder with the clips, if it is not found by itself.")
    var fixturesDirectory: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = LogLevelArgument(level: .notice)

    func validate() throws {
        for (name, port) in [
            ("--management-port", managementPort), ("--api-port", apiPort), ("--streaming-port", streamingPort),
        ] where !(0...65_535).contains(port) {
            throw ValidationError("\(name) must be 0 to 65535.")
        }
        if let rate = apiRequestsPerSecond, !(1...1_000_000).contains(rate) {
            throw ValidationError("--api-rate must be 1 to 1000000.")
        }
        if backend.backend == .production, dataDirectory != nil {
            throw ValidationError(
                "--data is for --backend local: with production the world is kept in the database that "
                    + "STREAV_DATABASE_URL names.")
        }
        guard (1...ServeConfiguration.nodeLimit).contains(nodes),
            streamingPort == 0 || streamingPort + nodes - 1 <= 65_535
        else {
            throw ValidationError("--nodes must be 1 to 64, with so many ports from --streaming-port on.")
        }
        let streaming = streamingPort == 0 ? [] : Array(streamingPort..<streamingPort + nodes)
        let fixed = [managementPort, apiPort].filter { $0 != 0 } + streaming
        if Set(fixed).count != fixed.count { throw ValidationError("The servers' ports must differ.") }
    }

    func run() async throws {
        let configuration = ServeConfiguration(
            host: host, managementPort: managementPort, apiPort: apiPort, streamingPort: streamingPort, nodes: nodes,
            dataDirectory: dataDirectory, seed: seed, isEmpty: isEmpty, sources: sources.map(\.source),
            mediaDirectory: mediaDirectory, apiRequestsPerSecond: apiRequestsPerSecond,
            countryDatabase: countryDatabase, fixturesDirectory: fixturesDirectory,
            backend: backend.backend)
        do {
            try await Simulator.serve(configuration, countries: openCountries(), logLevel: logLevel.level)
        } catch let error as SimulationError {
            StandardError.write("streav-sim: \(error.description)\n")
            throw ExitCode(error.exitCode)
        }
    }
}
