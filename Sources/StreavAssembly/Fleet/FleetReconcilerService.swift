import Logging
import ServiceLifecycle
import StreavControl
public import StreavPorts

/// Has the live streams assigned to nodes, wherever the control plane runs: at intervals, and at once when streams or
/// servers change. Several may run.
public struct FleetReconcilerService: NamedService {
    private let reconciler: FleetReconciler
    private let broker: any MessageBroker
    private let clock: StreavClock
    private let logger: Logger

    private static let queue = "streav.fleet"
    private static let types = [LiveStreamChanged.type, ServerChanged.type]
    private static let prefetch = 16
    private static let retryInterval: Duration = .seconds(1)
    /// News that nobody hears are worth nothing: the interval does the same.
    private static let queueLength = 1000

    /// What it declares at the broker.
    public static let topology = BrokerTopology(
        exchanges: [.init(name: ControlEvents.exchange)], queues: [.init(name: queue, maximumLength: queueLength)],
        bindings: types.map { .init(exchange: ControlEvents.exchange, queue: queue, pattern: $0) })

    public init(platform: Platform) {
        reconciler = FleetReconciler(platform: platform)
        broker = platform.broker
        clock = platform.clock
        logger = platform.logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await reconcile() }
                group.addTask { await hear() }
            }
        }
        await reconciler.release()
    }

    private func reconcile() async {
        var wasDone = true
        var next = clock.monotonicNow
        while (try? await clock.sleep(until: next)) != nil {
            do {
                try await reconciler.reconcile()
                wasDone = true
            } catch {
                if Task.isCancelled { return }
                if wasDone {
                    logger.warning(
                        "Live streams cannot be assigned to nodes; all stays as it is.",
                        metadata: ["error": "\(error)"])
                }
                wasDone = false
            }
            next = max(next + FleetTiming.reconciliation, clock.monotonicNow)
        }
    }

    private func hear() async {
        while !Task.isCancelled {
            do {
                try await broker.declare(Self.topology)
                try await broker.consume(Self.queue, prefetch: Self.prefetch) { _ in
                    // What fails here is done by the next round.
                    try? await reconciler.reconcileChange()
                    return .acknowledge
                }
            } catch {
                logger.debug("Changes cannot be received; rounds go on.", metadata: ["error": "\(error)"])
            }
            guard (try? await clock.sleep(for: Self.retryInterval)) != nil else { return }
        }
    }
}
