import Logging
import ServiceLifecycle
import StreavAssembly

/// One process of a streaming node, as far as one process can be many.
final class SimulatedNode: Sendable {
    /// 1 for the first.
    let number: Int
    let node: StreamingNode
    let port: Int
    private let severance: Severance
    private let group: ServiceGroup
    private let death: AsyncStream<Void>
    private let deathContinuation: AsyncStream<Void>.Continuation
    private let end: AsyncStream<Void>
    private let endContinuation: AsyncStream<Void>.Continuation

    /// More than a node needs to go out of service: the hand-over (10 s) and the drain of its port (10 s).
    private static let grace: Duration = .seconds(60)

    /// - Parameter node: Started: it listens on `port`.
    init(number: Int, node: StreamingNode, port: Int, severance: Severance, logger: Logger) {
        self.number = number
        self.node = node
        self.port = port
        self.severance = severance
        var configuration = ServiceGroupConfiguration(
            services: node.services.map {
                // Cancelling would cut viewers off.
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.grace
        group = ServiceGroup(configuration: configuration)
        (death, deathContinuation) = AsyncStream.makeStream()
        (end, endContinuation) = AsyncStream.makeStream()
    }

    /// It cannot reach database, cache and broker.
    var isCutOff: Bool {
        get { severance.isCut }
        set { severance.isCut = newValue }
    }

    /// Runs until it is drained, killed, or the task is shut down.
    func run() async throws {
        defer { endContinuation.finish() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await self.group.run() }
            tasks.addTask { for await _ in self.death {} }
            defer { tasks.cancelAll() }
            do {
                try await tasks.next()
            } catch is CancellationError {}
        }
    }

    /// Dies: nobody is told, nothing is written, and every socket is closed. Returns when all of it is gone.
    func kill() async {
        severance.isCut = true
        await node.cutOff()
        deathContinuation.finish()
        await ended()
    }

    /// Goes out of service as by SIGTERM. Returns when it is gone.
    func drain() async {
        await group.triggerGracefulShutdown()
        await ended()
    }

    private func ended() async {
        for await _ in end {}
    }
}
