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
    private let metrics: ControlMetrics?
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

    /// - Parameter metrics: Where rounds are counted; nil: nowhere.
    public init(platform: Platform, metrics: ControlMetrics? = nil) {
        self.metrics = metrics
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
                note(moved: try await reconciler.reconcile())
                wasDone = true
            } catch {
                if Task.isCancelled { return }
                metrics?.note(round: .failed)
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

    private func note(moved: Int?) {
        metrics?.note(round: (moved ?? 0) > 0 ? .acted : .idle, moved: moved ?? 0)
    }

    private func hear() async {
        while !Task.isCancelled {
            do {
                try await broker.declare(Self.topology)
                try await broker.consume(Self.queue, prefetch: Self.prefetch) { _ in
                    // What fails here is done by the next round.
                    do {
                        note(moved: try await reconciler.reconcileChange())
                    } catch {
                        metrics?.note(round: .failed)
                    }
                    return .acknowledge
                }
            } catch {
                logger.debug("Changes cannot be received; rounds go on.", metadata: ["error": "\(error)"])
            }
            guard (try? await clock.sleep(for: Self.retryInterval)) != nil else { return }
        }
    }
}
