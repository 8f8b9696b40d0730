/// What `streav-sim serve` was asked for.
public struct ServeConfiguration: Sendable {
    /// Where the three servers listen; an IP address or a name of this machine.
    public var host: String
    /// 0 takes any free port.
    public var managementPort: Int
    public var apiPort: Int
    /// Of the first streaming node; the others have those that follow.
    public var streamingPort: Int
    /// Streaming nodes; 1 or more.
    public var nodes: Int
    /// Keeps database, key and credentials; nil keeps nothing.
    public var dataDirectory: String?
    /// Makes the seeded world the same in every run, credentials included.
    public var seed: UInt64?
    /// Starts without a seeded world.
    public var isEmpty: Bool
    /// The user's own live streams.
    public var sources: [NamedSource]
    /// A folder of the user's own films.
    public var mediaDirectory: String?
    /// Requests a second that one application of the API may send in the long run, and twice as many at once; nil: the
    /// API's own limits.
    public var apiRequestsPerSecond: Int?
    /// A MaxMind-format country database; nil refuses subscribers that are limited to countries.
    public var countryDatabase: String?
    /// Where the clips are; nil searches beside the executable and upwards from the working directory.
    public var fixturesDirectory: String?

    /// What the platform stands on.
    public var backend: SimulationBackend

    /// A world made for a load run, in place of the seeded one.
    var load: LoadWorldPlan?
    /// Where the servers of ``SimulationBackend/production`` are named; nil: in the process's own.
    var environment: [String: String]?

    /// The most streaming nodes of one process.
    public static let nodeLimit = 64

    /// A live stream given on the command line as `NAME=URL`.
    public struct NamedSource: Sendable, Equatable {
        public var name: String
        public var address: String

        /// Nil unless there is a name of 1 to 100 characters, an equals sign and an address.
        public init?(argument: String) {
            guard let separator = argument.firstIndex(of: "=") else { return nil }
            let name = argument[..<separator]
            let address = argument[argument.index(after: separator)...]
            guard (1...100).contains(name.count), !address.isEmpty else { return nil }
            self.name = String(name)
            self.address = String(address)
        }
    }

    public init(
        host: String = "127.0.0.1", managementPort: Int = 8080, apiPort: Int = 5000, streamingPort: Int = 8000,
        nodes: Int = 1, dataDirectory: String? = nil, seed: UInt64? = nil, isEmpty: Bool = false,
        sources: [NamedSource] = [],
        mediaDirectory: String? = nil, apiRequestsPerSecond: Int? = nil, countryDatabase: String? = nil,
        fixturesDirectory: String? = nil, backend: SimulationBackend = .local
    ) {
        self.host = host
        self.managementPort = managementPort
        self.apiPort = apiPort
        self.streamingPort = streamingPort
        self.nodes = nodes
        self.dataDirectory = dataDirectory
        self.seed = seed
        self.isEmpty = isEmpty
        self.sources = sources
        self.mediaDirectory = mediaDirectory
        self.apiRequestsPerSecond = apiRequestsPerSecond
        self.countryDatabase = countryDatabase
        self.fixturesDirectory = fixturesDirectory
        self.backend = backend
    }
}
