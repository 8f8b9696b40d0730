import Logging
import StreavPorts
import StreavStreaming
import Synchronization

/// How a node goes out of service: its streams go to other nodes, and it stays until its viewers have been sent after
/// them.
final class Departure: Sendable {
    private let membership: FleetMembership
    private let planner: ChannelPlanner
    private let gatekeeper: Gatekeeper
    private let limit: Duration
    private let clock: StreavClock
    private let logger: Logger
    private let staying = Atomic<Bool>(false)

    /// For the goodbye alone: a control plane that takes longer notices by the silence.
    private static let budget: Duration = .seconds(2)
    private static let lookInterval: Duration = .milliseconds(100)

    /// - Parameter limit: How long viewers are waited for.
    init(
        membership: FleetMembership, planner: ChannelPlanner, gatekeeper: Gatekeeper, limit: Duration,
        clock: StreavClock, logger: Logger
    ) {
        self.membership = membership
        self.planner = planner
        self.gatekeeper = gatekeeper
        self.limit = limit
        self.clock = clock
        self.logger = logger
    }

    /// The whole fleet ends: nobody is there to take anything over.
    func cancel() {
        staying.store(true, ordering: .releasing)
    }

    /// Returns when nobody is left to be sent on, at the latest after the limit; at once where nothing moved.
    func leave() async {
        guard !staying.load(ordering: .acquiring), !Task.isCancelled else { return }
        let membership = membership
        let moved = await TimeBudget.run(Self.budget, clock: clock) { (try? await membership.leave()) ?? 0 } ?? 0
        guard moved > 0 else { return }
        logger.notice("This node's live streams go to others.", metadata: ["streams": "\(moved)"])
        do {
            try await planner.reconcile()
        } catch {
            logger.warning("The new assignments cannot be read.", metadata: ["error": "\(error)"])
        }
        let deadline = clock.monotonicNow + limit
        while gatekeeper.liveSessionCount > 0, clock.monotonicNow < deadline,
            (try? await clock.sleep(for: Self.lookInterval)) != nil
        {}
    }
}
