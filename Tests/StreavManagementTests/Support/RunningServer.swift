import Logging
import NIOPosix
import ServiceLifecycle
import StreavControl
import StreavLocal
import StreavManagement
import StreavPorts
import StreavSQLite
import StreavStore
import StreavWeb

/// Runs a server on a free port around a body and ends it in the one way that is allowed: by graceful shutdown.
enum RunningServer {
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func with(
        _ make: (@escaping @Sendable (Int) async -> Void) -> any Service,
        _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, ported) = AsyncStream.makeStream(of: Int.self)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(
                        service: make { ported.yield($0) }, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                ], logger: logger))
        async let ended: Void = group.run()
        var iterator = ports.makeAsyncIterator()
        let result: Result<Void, any Error>
        if let port = await iterator.next() {
            do {
                result = .success(try await body(port))
            } catch {
                result = .failure(error)
            }
        } else {
            result = .failure(CancellationError())
        }
        await group.triggerGracefulShutdown()
        try await ended
        try result.get()
    }

    static func withLanding(
        _ catalogue: LandingCatalogue = Samples.catalogue,
        configure: (inout WebServerConfiguration) -> Void = { _ in },
        readiness: [String: Bool] = ["store": true],
        _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        var web = WebServerConfiguration(host: "127.0.0.1", port: 0)
        configure(&web)
        let settled = web
        let clock = StreavClock(ManualClock())
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: clock.wallNow)
        let cache = MemoryCache(clock: clock)
        let control = ControlPlane(
            database: database, clock: clock, entropy: SystemEntropy(),
            keys: ControlKeys(master: DashboardFixture.master), cache: cache)
        var management = ManagementConfiguration()
        management.landing = ManagementConfiguration.Landing(catalogue: { catalogue })
        let configuration = management
        try await with(
            { onBound in
                ManagementServer(
                    web: settled, configuration: configuration, control: control, cache: cache, clock: clock,
                    readiness: { readiness }, metrics: { "streav_test 1\n" },
                    eventLoopGroup: MultiThreadedEventLoopGroup.singleton, onBound: onBound, logger: logger)
            }, body)
    }
}
