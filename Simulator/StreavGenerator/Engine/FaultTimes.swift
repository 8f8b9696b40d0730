import StreavScenario

/// When a scenario breaks what explains something that a viewer sees.
struct FaultTimes: Sendable {
    private struct Span: Sendable {
        var times: Range<Duration>
        var channel: ChannelSelection?
    }

    /// After a fault of a source has ended, viewers still get what came meanwhile: out of a window, out of a buffer.
    static let aftermath = Duration.seconds(90)
    /// A channel that has gone to another node begins a list anew there, and its segments stayed behind: until the list
    /// is as long as it was.
    static let moveAftermath = Duration.seconds(60)
    /// A cache that has lost writes may hold places that were given back: as long as a lease lives.
    static let leaseAftermath = Duration.seconds(32)

    /// What is missing or damaged in pictures is the source's.
    private let sources: [Span]
    private let moves: [Span]
    private let leases: [Span]
    private let nodes: Int
    private let hasCacheFailed: @Sendable () -> Bool

    /// - Parameter hasCacheFailed: Whether the cache has failed a moment ago, although the scenario did not want it.
    init(_ scenario: Scenario, hasCacheFailed: @escaping @Sendable () -> Bool = { false }) {
        self.hasCacheFailed = hasCacheFailed
        func spans(_ words: (FaultWord) -> Bool, _ aftermath: Duration) -> [Span] {
            scenario.faults.filter { words($0.word) }.map { fault in
                let end = fault.length.map { fault.at + $0 } ?? scenario.healBy ?? fault.at
                return Span(times: fault.at..<(max(end, fault.at) + aftermath), channel: fault.channel)
            }
        }
        nodes = scenario.platform.nodes
        sources = spans({ $0.rawValue.hasPrefix("source.") }, Self.aftermath)
        moves = spans({ $0 == .nodeKill || $0 == .nodeDrain }, Self.moveAftermath)
        leases = spans({ $0 == .cacheLost || $0 == .cacheForgetful || $0 == .cacheSlow }, Self.leaseAftermath)
    }

    /// - Parameters:
    ///   - channel: The place in the order of popularity, from 0.
    ///   - time: Since the start of the run.
    func excuse(channel: Int, at time: Duration) -> Bool {
        sources.contains { span in
            guard span.times.contains(time) else { return false }
            return switch span.channel {
            case .all, nil: true
            case .top(let count): channel < count
            case .one(let number): channel + 1 == number
            }
        }
    }

    /// Whether channels may have gone from one node to another.
    func mayHaveMoved(at time: Duration) -> Bool { moves.contains { $0.times.contains(time) } }

    /// Whether nodes may have counted a subscriber's places each for itself; those who came in then may watch still.
    func mayCountAlone(at time: Duration) -> Bool { nodes > 1 && mayHaveLostLeases(at: time) }

    /// Whether the places of subscribers may be counted wrongly, and new sessions be refused for it.
    func mayHaveLostLeases(at time: Duration) -> Bool {
        leases.contains { $0.times.contains(time) } || hasCacheFailed()
    }
}
