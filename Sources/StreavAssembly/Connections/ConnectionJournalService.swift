import ServiceLifecycle
import StreavPorts
import StreavStreaming

/// Has the node's sessions written down every two seconds, and at the very end how they ended.
struct ConnectionJournalService: NamedService {
    private let journal: ConnectionJournal
    private let clock: StreavClock

    static let interval: Duration = .seconds(2)
    /// For the ends at the shutdown: longer is not waited.
    private static let farewell: Duration = .seconds(2)

    init(_ platform: Platform, _ gatekeeper: Gatekeeper, _ membership: FleetMembership) {
        journal = ConnectionJournal(platform: platform, gatekeeper: gatekeeper, membership: membership)
        clock = platform.clock
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(for: Self.interval)) != nil { await journal.round() }
        }
        _ = await TimeBudget.run(Self.farewell, clock: clock) { [journal] in await journal.round() }
    }
}
