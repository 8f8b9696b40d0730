import NIOCore
import ServiceLifecycle
import StreavAssembly
import StreavControl
import StreavDelivery
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

@testable import StreavSimulation

/// A platform of several nodes, each behind a socket of its own, that can be killed and cut off.
struct FleetPlatform: Sendable {
    let fleet: SimulatedFleet
    let control: ControlPlane
    let database: FailingDatabase
    let cache: FailingCache
    let streams: [LiveStreamID]
    let bundle: BundleID

    /// Runs `body` beside so many nodes and channels.
    static func with<Result: Sendable>(
        nodes: Int = 2, channels: Int = 4, _ body: (FleetPlatform) async throws -> Result
    ) async throws -> Result {
        let ports = try await TestPlatform.Ports()
        let (streams, bundle) = try await ports.control.perform(as: TestPlatform.actor) { transaction in
            let streams = try (0..<channels).map { index in
                try transaction.liveStreams.create(
                    TestPlatform.details(number: index + 1, clips: [TestPlatform.clipNames[index % 2]])
                ).id
            }
            let bundle = try transaction.bundles.create(BundleDetails(name: "All", liveStreams: streams))
            return (streams, bundle.id)
        }
        let loops = HTTPEventLoops(serving: 1)
        let fleet = SimulatedFleet(platform: ports.platform, count: nodes, loops: loops) { number in
            var configuration = StreamingConfiguration(
                name: "node-\(number)", listener: Listener(host: "127.0.0.1", port: 0))
            configuration.drain = .milliseconds(500)
            configuration.server.drainIdleGrace = .milliseconds(200)
            return configuration
        }
        _ = try await fleet.open()
        let running = FleetPlatform(
            fleet: fleet, control: ports.control, database: ports.database, cache: ports.cache, streams: streams,
            bundle: bundle)
        let services = ServiceGroup(
            services: [
                OutboxRelayService(platform: ports.platform), FleetReconcilerService(platform: ports.platform), fleet,
            ], logger: TestPlatform.silent)
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

    /// A subscriber who begins at the first node.
    func subscriber(_ name: String, connections: Int = 2) async throws -> FleetViewer {
        let bundle = bundle
        let made = try await control.perform(as: TestPlatform.actor) { transaction in
            try transaction.subscribers.create(
                SubscriberDetails(username: name, maxConnections: connections, bundles: [bundle]))
        }
        guard let first = fleet.node(1) else { throw TimedOut(what: "the first node") }
        return FleetViewer(
            id: made.subscriber.id, username: name, token: made.accessToken, home: first.port)
    }

    /// The node that runs a stream now; nil: none, or more than one.
    func runner(of stream: LiveStreamID) -> Int? {
        let runners = fleet.running.filter { $0.node.channels.channel(stream) != nil }
        return runners.count == 1 ? runners[0].number : nil
    }

    /// Waits until each stream is on air on exactly one node.
    func awaitOnAir(within limit: Duration = .seconds(20)) async throws {
        let isOnAir = try await eventually(within: limit) {
            streams.allSatisfy { stream in
                guard let number = runner(of: stream) else { return false }
                return fleet.node(number)?.node.channels.channel(stream)?.rendition() != nil
            }
        }
        if !isOnAir { throw TimedOut(what: "channels on air") }
    }

    func streams(of number: Int) -> [LiveStreamID] { streams.filter { runner(of: $0) == number } }

    func assignments() async throws -> [ServerAssignment] {
        try await database.read { try $0.assignments.all() }
    }

    func leases(of viewer: FleetViewer) async throws -> [String] {
        try await cache.inner.members(of: "sessions/\(viewer.id)")
    }
}
