import Logging
import NIOPosix
import ServiceLifecycle
import StreavManagement
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
        var configuration = WebServerConfiguration(host: "127.0.0.1", port: 0)
        configure(&configuration)
        let settled = configuration
        try await with(
            { onBound in
                LandingServer(
                    configuration: settled, catalogue: { catalogue }, readiness: { readiness },
                    metrics: { "streav_test 1\n" }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                    onBound: onBound, logger: logger)
            }, body)
    }
}
