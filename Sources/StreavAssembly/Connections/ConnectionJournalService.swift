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

    init(_ journal: ConnectionJournal, clock: StreavClock) {
        self.journal = journal
        self.clock = clock
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(for: Self.interval)) != nil { await journal.round() }
        }
        _ = await TimeBudget.run(Self.farewell, clock: clock) { [journal] in await journal.round() }
    }
}
