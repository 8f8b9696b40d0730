import StreavGenerator

/// What `streav-sim load` was asked for besides the scenario.
public struct LoadOptions: Sendable {
    /// Overrides the scenario's.
    public var seed: UInt64?
    /// Where the reports go; nil writes none.
    public var reportDirectory: String?
    /// The streaming address of another platform, `http://HOST:PORT`; nil runs one in this process.
    public var target: String?
    /// Of the other platform: whom the viewers are, `USERNAME:TOKEN`.
    public var subscribers: [String]
    /// Of the other platform: the ids of its live streams, the most popular first.
    public var channels: [Int32]
    public var fixturesDirectory: String?
    /// Threads that drive clients.
    public var threads: Int
    /// What the platform of the run stands on.
    public var backend: SimulationBackend

    public init(
        seed: UInt64? = nil, reportDirectory: String? = nil, target: String? = nil, subscribers: [String] = [],
        channels: [Int32] = [], fixturesDirectory: String? = nil, threads: Int = 1,
        backend: SimulationBackend = .local
    ) {
        self.seed = seed
        self.reportDirectory = reportDirectory
        self.target = target
        self.subscribers = subscribers
        self.channels = channels
        self.fixturesDirectory = fixturesDirectory
        self.threads = threads
        self.backend = backend
    }

    func externalTarget() throws -> LoadTarget {
        guard let place = target.flatMap({ HostAndPort($0) }) else {
            throw SimulationError(.usage, "--target is http://HOST:PORT, the address that players use.")
        }
        let people = try subscribers.map { text in
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else {
                throw SimulationError(.usage, "--subscriber is USERNAME:TOKEN.")
            }
            return LoadTarget.Subscriber(username: String(parts[0]), accessToken: String(parts[1]))
        }
        guard !people.isEmpty, !channels.isEmpty else {
            throw SimulationError(
                .usage, "with --target say who watches and what: --subscriber USERNAME:TOKEN and --channel ID.")
        }
        return LoadTarget(
            host: place.host, port: place.port, channels: channels, subscribers: people,
            spreadsAddresses: place.host.hasPrefix("127."))
    }
}
