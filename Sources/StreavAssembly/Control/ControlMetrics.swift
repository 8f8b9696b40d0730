public import StreavTelemetry
import Synchronization

/// What the services of the control plane tell scrapers: the outbox, and the rounds that assign streams to nodes.
///
/// A reading of the outbox is given for so long as it is fresh: one that cannot be renewed is worse than none.
public final class ControlMetrics: Sendable {
    struct OutboxReading: Sendable {
        let depth: Int
        /// Of the oldest row; nil when there is none.
        let age: Duration?
    }

    enum RoundOutcome: String, CaseIterable {
        /// Nothing was to be done, or another process does it.
        case idle
        /// Something was assigned.
        case acted
        case failed
    }

    private let outbox = Mutex<OutboxReading?>(nil)
    private let rounds: LabelledCounter
    private let moves: Counter

    public init(registry: MetricRegistry) {
        rounds = registry.counter(
            "streav_fleet_rounds_total", help: "Rounds that look whether live streams must change nodes, by outcome.",
            labels: ["outcome"])
        moves = registry.counter(
            "streav_fleet_moves_total", help: "Live streams that were given to a node, or to none.")
        for outcome in RoundOutcome.allCases { _ = rounds.counter(outcome.rawValue) }
        registry.register(
            "streav_outbox_events", help: "Committed events that wait for the broker.", kind: .gauge
        ) { [self] in
            outbox.withLock { $0 }.map { [MetricSample($0.depth)] } ?? []
        }
        registry.register(
            "streav_outbox_oldest_seconds", help: "Age of the oldest event that waits for the broker; 0 with none.",
            kind: .gauge
        ) { [self] in
            outbox.withLock { $0 }.map { [MetricSample(Self.seconds($0.age ?? .zero))] } ?? []
        }
    }

    /// - Parameter reading: Nil when the outbox could not be read.
    func note(outbox reading: OutboxReading?) {
        outbox.withLock { $0 = reading }
    }

    func note(round outcome: RoundOutcome, moved: Int = 0) {
        rounds.increment(outcome.rawValue)
        moves.increment(by: moved)
    }

    private static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
