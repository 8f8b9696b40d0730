import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StreavAssembly
import StreavControl
import StreavCrypto
import StreavDelivery
import StreavDomain
import StreavLocal
import StreavNetwork
import StreavPorts
import StreavSQL
import StreavSQLite
import StreavStore
import StreavStreaming

/// The platform as production wires it, on local adapters whose failures a test decides, behind a real socket.
struct TestPlatform: Sendable {
    let control: ControlPlane
    let node: StreamingNode
    let database: FailingDatabase
    let cache: FailingCache
    let broker: FailingBroker
    let clock = StreavClock.system
    let port: Int
    /// On air, in this order; all of them in ``bundle``.
    let streams: [LiveStreamID]
    let bundle: BundleID

    /// Clips are loaded once for all tests.
    private static let clips = LoopedFileCache()
    static let actor = Actor.system("test")

    /// Runs `body` beside a platform with so many channels, on threads that may block.
    static func with<Result: Sendable>(
        channels: Int = 2, configure: (inout StreamingConfiguration) -> Void = { _ in },
        _ body: (TestPlatform) async throws -> Result
    ) async throws -> Result {
        let ports = try await Ports()
        let (streams, bundle) = try await ports.control.perform(as: actor) { transaction in
            let streams = try (0..<channels).map { index in
                try transaction.liveStreams.create(details(number: index + 1, clips: [clipNames[index % 2]])).id
            }
            let bundle = try transaction.bundles.create(BundleDetails(name: "All", liveStreams: streams))
            return (streams, bundle.id)
        }
        var configuration = StreamingConfiguration(name: "test", listener: Listener(host: "127.0.0.1", port: 0))
        configuration.drain = .milliseconds(200)
        configuration.server.drainIdleGrace = .milliseconds(100)
        configure(&configuration)
        let loops = HTTPEventLoops(serving: 1)
        let node = StreamingNode(platform: ports.platform, configuration: configuration, eventLoops: loops)
        let running = TestPlatform(
            control: ports.control, node: node, database: ports.database, cache: ports.cache, broker: ports.broker,
            port: try await node.start(), streams: streams, bundle: bundle)
        let services = ServiceGroup(
            services: node.services + [
                OutboxRelayService(platform: ports.platform), FleetReconcilerService(platform: ports.platform),
            ], logger: silent)
        let result = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result
            do {
                result = try await withTaskExecutorPreference(BlockingExecutor.shared) {
                    // A preference is followed from the next suspension on.
                    await Task.yield()
                    return try await body(running)
                }
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return result
        }
        await loops.shutdown()
        return result
    }

    /// The ports, with the decorators in between.
    struct Ports {
        let database: FailingDatabase
        let cache: FailingCache
        let broker: FailingBroker
        let platform: Platform
        let control: ControlPlane

        init() async throws {
            let clock = StreavClock.system
            let secret = SecretKey.random()
            let database = FailingDatabase(try SQLiteDatabase.inMemory())
            let cache = FailingCache(MemoryCache(clock: clock), clock: clock)
            let broker = FailingBroker(MemoryBroker(clock: clock))
            try await Migrator().migrate(database, now: clock.wallNow)
            let opener = DefaultMediaSourceOpener(
                policy: try AddressPolicy(parsing: "127.0.0.0/8"),
                resolver: LastGoodResolver(SystemResolver(), clock: clock), clock: clock,
                group: MultiThreadedEventLoopGroup.singleton, folders: [clipFolder]
            ) { path in LoopedFileSource(path: path, clock: clock, cache: clips) }
            let entropy = SystemEntropy()
            platform = Platform(
                clock: clock, entropy: entropy, database: database, cache: cache, broker: broker, sources: opener,
                media: FileMediaStore(root: fixtures + "/movies"), countries: UnconfiguredCountryLookup(),
                secret: secret, logger: silent)
            control = ControlPlane(
                database: database, clock: clock, entropy: entropy, keys: ControlKeys(master: secret))
            self.database = database
            self.cache = cache
            self.broker = broker
        }
    }

    static let clipNames = ["colour-bars", "cells"]
    static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    static let fixtures: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/fixtures"
    }()
    private static let clipFolder = fixtures + "/clips"

    static func details(number: Int, name: String? = nil, clips: [String]) -> LiveStreamDetails {
        LiveStreamDetails(
            number: number, name: name ?? "Channel \(number)",
            sources: clips.map { LiveStreamSource(address: "file:\(clipFolder)/\($0).ts") })
    }
}
