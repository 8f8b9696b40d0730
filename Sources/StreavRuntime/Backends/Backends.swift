public import Logging
import StreavAssembly
import StreavControl
import StreavLocal
public import StreavPorts
import StreavPostgres
import StreavRabbitMQ
package import StreavRedis
public import StreavSQL
import StreavSQLite
import StreavStore
import StreavTelemetry

/// The three backing services of a program: made as its settings say, and waited for.
public struct Backends: Sendable {
    public let database: any Database
    public let cache: any Cache
    public let broker: any MessageBroker
    /// Tells how the connections stand; nothing where all is in this process.
    let register: @Sendable (MetricRegistry) -> Void
    /// Ends what is connected.
    public let close: @Sendable () async -> Void
    /// The cache, where it is a server: for load runs.
    package let redis: RedisCache?
    /// The broker, where it is a server, with the names of everybody.
    private let rabbit: RabbitMQBroker?
    private let space: BackendSpace?

    /// How often a service that does not answer is asked again, and how often that is said.
    private static let askInterval: Duration = .milliseconds(250)
    private static let sayInterval: Duration = .seconds(5)
    /// Nobody writes it: what is asked for to see that the cache answers.
    static let startKey = "start"

    /// Connects to nothing that has to answer yet.
    ///
    /// - Parameter space: What of the servers is used; nil: as the programs of a deployment do.
    /// - Throws: For an address that no adapter takes.
    public init(
        _ settings: BackendSettings, space: BackendSpace? = nil, clock: StreavClock, entropy: any Entropy,
        logger: Logger
    ) throws(SettingsError) {
        var links = Links()
        database = try Self.database(settings, space, clock, entropy, logger, &links)
        redis = try Self.redis(settings, space, clock, entropy, logger, &links)
        cache = redis ?? MemoryCache(clock: clock)
        rabbit = try Self.rabbit(settings, clock, entropy, logger, &links)
        let broker: any MessageBroker = rabbit ?? MemoryBroker(clock: clock)
        self.broker = space.map { SpacedBroker(inner: broker, prefix: $0.brokerPrefix) } ?? broker
        self.space = space
        let all = links
        close = { for closer in all.closers.reversed() { await closer() } }
        register = { registry in for register in all.registrars { register(registry) } }
    }

    /// What is done with those that are connected.
    private struct Links: Sendable {
        var closers: [@Sendable () async -> Void] = []
        var registrars: [@Sendable (MetricRegistry) -> Void] = []
    }

    private static func database(
        _ settings: BackendSettings, _ space: BackendSpace?, _ clock: StreavClock, _ entropy: any Entropy,
        _ logger: Logger, _ links: inout Links
    ) throws(SettingsError) -> any Database {
        switch settings.database {
        case .local(let path):
            do {
                return try SQLiteDatabase.file(path: path)
            } catch {
                throw SettingsError(.databaseURL, "cannot be opened (\(error))")
            }
        case .server(let address):
            let configuration: PostgresConfiguration
            do {
                configuration = try PostgresConfiguration(
                    address, connections: settings.databaseConnections, schema: space?.schema)
            } catch {
                throw SettingsError(.databaseURL, error.message)
            }
            let database = PostgresDatabase(
                configuration, clock: clock, entropy: entropy.fork("postgres"), logger: logger)
            links.closers.append { try? await database.close() }
            links.registrars.append { BackendMetrics.register(database, in: $0) }
            return database
        }
    }

    private static func redis(
        _ settings: BackendSettings, _ space: BackendSpace?, _ clock: StreavClock, _ entropy: any Entropy,
        _ logger: Logger, _ links: inout Links
    ) throws(SettingsError) -> RedisCache? {
        guard case .server(let address) = settings.cache else { return nil }
        let configuration: RedisConfiguration
        do throws(ServiceAddressError) {
            configuration = try RedisConfiguration(address).within(space?.keyPrefix ?? "")
        } catch {
            throw SettingsError(.cacheURL, error.message)
        }
        do {
            let cache = try RedisCache(configuration, clock: clock, entropy: entropy.fork("redis"), logger: logger)
            links.closers.append { cache.close() }
            links.registrars.append { BackendMetrics.register(cache, in: $0) }
            return cache
        } catch {
            throw SettingsError(.cacheURL, "cannot be used: \(error.message)")
        }
    }

    private static func rabbit(
        _ settings: BackendSettings, _ clock: StreavClock, _ entropy: any Entropy, _ logger: Logger,
        _ links: inout Links
    ) throws(SettingsError) -> RabbitMQBroker? {
        guard case .server(let address) = settings.broker else { return nil }
        let configuration: RabbitMQConfiguration
        do {
            configuration = try RabbitMQConfiguration(address)
        } catch {
            throw SettingsError(.brokerURL, error.message)
        }
        let broker = RabbitMQBroker(
            configuration: configuration, clock: clock, entropy: entropy.fork("rabbitmq"), logger: logger)
        links.closers.append { await broker.close() }
        links.registrars.append { BackendMetrics.register(broker, in: $0) }
        return broker
    }

    /// Returns when all three have answered and the schema is there.
    ///
    /// - Throws: ``StartError``, which says which does not answer and what it said last.
    public func wait(_ settings: BackendSettings, clock: StreavClock, logger: Logger) async throws {
        if [settings.cache, settings.broker].contains(.local("")) {
            logger.warning("A cache or a broker in memory is for this process alone: others hear of no change.")
        }
        let deadline = clock.monotonicNow + settings.startTimeout
        try await answer("database", settings.database, deadline, clock, logger) {
            try await Migrator().migrate(database, now: clock.wallNow)
        }
        try await answer("cache", settings.cache, deadline, clock, logger) {
            _ = try await cache.value(forKey: Self.startKey)
        }
        try await answer("broker", settings.broker, deadline, clock, logger) {
            try await broker.declare(ControlEvents.topology)
        }
    }

    /// Returns when the database has answered; nothing in it is changed.
    ///
    /// - Throws: ``StartError``, which says what it said last.
    public func waitForDatabase(_ settings: BackendSettings, clock: StreavClock, logger: Logger) async throws {
        let deadline = clock.monotonicNow + settings.startTimeout
        try await answer("database", settings.database, deadline, clock, logger) {
            _ = try await database.read { try $0.value("SELECT 1", as: Int.self) }
        }
    }

    /// Whether cache and broker answer, for the health pages: the database is asked by each node itself.
    public func probes(clock: StreavClock) -> [String: @Sendable () async -> Bool] {
        BackendReadiness(self, clock: clock).others
    }

    /// Removes exchanges and queues of the space, whoever declared them. Without a space of its own nothing is removed.
    public func remove(_ topology: BrokerTopology) async throws(BrokerError) {
        guard let space, let rabbit else { return }
        try await rabbit.remove(SpacedBroker(inner: rabbit, prefix: space.brokerPrefix).spaced(topology))
    }

    private func answer(
        _ name: String, _ address: BackendAddress, _ deadline: MonotonicInstant, _ clock: StreavClock,
        _ logger: Logger, _ ask: () async throws -> Void
    ) async throws {
        var nextSaying = clock.monotonicNow + Self.sayInterval
        while true {
            do {
                return try await ask()
            } catch let error as MigrationError {
                throw StartError("the database cannot be used: \(error)")
            } catch {
                let place = if case .server(let address) = address { "\(address)" } else { "this process" }
                guard clock.monotonicNow < deadline else {
                    throw StartError(
                        "the \(name) at \(place) does not answer (\(error)): start it, or correct its address")
                }
                if clock.monotonicNow >= nextSaying {
                    nextSaying = clock.monotonicNow + Self.sayInterval
                    logger.notice("Waiting for the \(name).", metadata: ["at": "\(place)", "error": "\(error)"])
                }
                try await clock.sleep(for: Self.askInterval)
            }
        }
    }
}
