import Logging
import ServiceLifecycle
import StreavDelivery
import StreavDomain
import StreavPorts
import StreavStreaming
import StreavTelemetry
import Synchronization

/// Says that this node lives and how much it does, hears how the fleet is, and has the channels reconciled when the
/// assignments changed: so a command that got lost heals within two heartbeats.
///
/// While the control plane cannot be reached the node goes on with what it has.
final class HeartbeatService: NamedService {
    private let membership: FleetMembership
    private let planner: ChannelPlanner
    private let fleet: FleetMap
    private let gatekeeper: Gatekeeper
    private let channels: LiveChannels
    private let counters: DeliveryCounters
    private let clock: StreavClock
    private let logger: Logger
    private let sent: Mutex<Sent>

    private struct Sent: Sendable {
        var bytes: UInt64
        var at: MonotonicInstant
    }

    init(
        membership: FleetMembership, planner: ChannelPlanner, fleet: FleetMap, gatekeeper: Gatekeeper,
        channels: LiveChannels, counters: DeliveryCounters, clock: StreavClock, logger: Logger
    ) {
        self.membership = membership
        self.planner = planner
        self.fleet = fleet
        self.gatekeeper = gatekeeper
        self.channels = channels
        self.counters = counters
        self.clock = clock
        self.logger = logger
        sent = Mutex(Sent(bytes: 0, at: clock.monotonicNow))
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await self.beat()
        }
    }

    private func beat() async {
        var wasHeard = true
        var next = clock.monotonicNow + FleetTiming.heartbeat
        while (try? await clock.sleep(until: next)) != nil {
            do {
                try await beatOnce()
                if !wasHeard { logger.notice("The control plane is back.") }
                wasHeard = true
            } catch {
                if Task.isCancelled { return }
                if wasHeard {
                    logger.warning(
                        "The control plane cannot be reached; this node goes on with what it has.",
                        metadata: ["error": "\(error)"])
                }
                wasHeard = false
            }
            next = max(next + FleetTiming.heartbeat, clock.monotonicNow)
        }
    }

    private func beatOnce() async throws {
        switch try await membership.beat(load: load(), watched: gatekeeper.watchedStreams) {
        case .heard(let revision, let servers):
            fleet.update(servers: servers)
            gatekeeper.close(fleet.isSwitchedOff)
            if await planner.revision != revision || fleet.own != membership.registration?.server {
                try await planner.reconcile()
            }
        case .superseded:
            if await planner.standDown() {
                logger.error(
                    "Another process has this node's name; this one runs no live stream. Give each node its own name.")
            }
        }
    }

    private func load() -> ServerLoad {
        let now = clock.monotonicNow
        let bytes = counters.transportBytes.value + counters.segmentBytes.value + counters.fileBytes.value
        let rate = sent.withLock { last in
            defer { last = Sent(bytes: bytes, at: now) }
            let milliseconds = (now - last.at).wholeMilliseconds
            return milliseconds > 0 ? Int64(bytes &- last.bytes) * 8000 / milliseconds : 0
        }
        return ServerLoad(
            viewers: gatekeeper.counts().reduce(0) { $0 + $1.count }, channels: channels.count,
            outgoingBitsPerSecond: rate)
    }
}
