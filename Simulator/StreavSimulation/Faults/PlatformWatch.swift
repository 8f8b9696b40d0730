import StreavGenerator
import StreavPorts
import StreavScenario
import Synchronization

/// What must hold inside the platform at every moment of a run, and what was seen of it.
final class PlatformWatch: Sendable {
    private struct State: Sendable {
        var violations: [Violation] = []
        var count = 0
        /// The highest limit that each pool of leases was ever asked to keep: one lowered later ends nothing.
        var limits: [String: Int] = [:]
        /// Who was over the limit when sessions were last counted.
        var crowded: Set<String> = []
        /// When the cache itself failed last, and how often: not for the scenario.
        var cacheFailure: MonotonicInstant?
        var cacheFailures = 0
        /// Ids of messages that the broker confirmed.
        var confirmed: Set<String> = []
    }

    private let faults: FaultTimeline
    private let clock: StreavClock
    private let nodes: Int
    private let state = Mutex(State())

    static let sessionPools = "sessions/"
    /// Violations that are kept whole; all are counted.
    private static let kept = 100
    /// Confirmed messages that are remembered.
    private static let confirmedLimit = 1_000_000
    /// How long after a fault of the cache nodes may have counted alone: a lease's life and a tick of expiry.
    private static let aftermath = Duration.seconds(32)

    init(faults: FaultTimeline, nodes: Int, clock: StreavClock) {
        self.faults = faults
        self.nodes = nodes
        self.clock = clock
    }

    /// Each once, the earliest first.
    var violations: [Violation] { state.withLock { $0.violations } }
    var violationCount: Int { state.withLock { $0.count } }

    func violation(_ invariant: String, _ detail: String) {
        let time = faults.time(at: clock.monotonicNow) ?? .zero
        state.withLock { state in
            state.count += 1
            guard state.violations.count < Self.kept else { return }
            state.violations.append(
                Violation(invariant: invariant, time: time / .seconds(1), detail: detail))
        }
    }

    // MARK: INV-CONN (a)

    /// A lease was asked for in the authority itself: there the limit holds at every instant, whatever breaks.
    func leased(_ outcome: LeaseOutcome, in pool: String, limit: Int) {
        guard pool.hasPrefix(Self.sessionPools), case .granted(let count) = outcome else { return }
        let highest = state.withLock { state in
            let highest = max(limit, state.limits[pool] ?? 0)
            state.limits[pool] = highest
            return highest
        }
        if count > highest { violation("INV-CONN", "\(count) leases of \(pool), where \(highest) may be") }
    }

    // MARK: INV-CONN (b)

    /// The sessions that all nodes keep now, by subscriber. Where the cache did not answer a moment ago, each node
    /// counted alone.
    func counted(_ sessions: [String: Int]) {
        let factor = mayCountAlone ? nodes : 1
        let crowded = state.withLock { state in
            let now = sessions.filter { pool, count in
                // Of a pool that was never asked for nobody knows the limit.
                state.limits[pool].map { count > $0 * factor } ?? false
            }
            let twice = now.filter { state.crowded.contains($0.key) }
            state.crowded = Set(now.keys)
            return twice.map { ($0.key, $0.value, state.limits[$0.key] ?? 0) }
        }
        for (pool, count, limit) in crowded {
            violation("INV-CONN", "\(count) sessions of \(pool) for a second or more, where \(limit) may be")
        }
    }

    /// The cache failed, or answered late, although the scenario did not want it: what it was asked may have been done,
    /// and a node may have counted alone.
    func cacheFailed() {
        let now = clock.monotonicNow
        state.withLock { state in
            state.cacheFailure = now
            state.cacheFailures += 1
        }
    }

    /// How often it did.
    var cacheFailures: Int { state.withLock { $0.cacheFailures } }

    /// Whether it did so short a time ago that places may still be counted wrongly.
    var hasCacheFailed: Bool {
        let now = clock.monotonicNow
        return state.withLock { state in state.cacheFailure.map { now < $0 + Self.aftermath } ?? false }
    }

    private var mayCountAlone: Bool {
        if hasCacheFailed { return true }
        guard let time = faults.time(at: clock.monotonicNow) else { return false }
        let words: Set<FaultWord> = [.cacheLost, .cacheSlow, .cacheForgetful]
        return faults.faults.contains { fault in
            words.contains(fault.word) && time >= fault.at
                && time < (faults.end(of: fault) ?? fault.at) + Self.aftermath
        }
    }

    // MARK: INV-ACK

    /// What programs wrote through the API, and the notes that are there in the end.
    func acknowledged(_ written: [WrittenSubscriber], notes: [String]) {
        var found: [String: [Int]] = [:]
        for note in notes {
            guard let space = note.lastIndex(of: " ") else { continue }
            let version = Int(note[note.index(after: space)...]) ?? 0
            found[String(note[..<space]), default: []].append(version)
        }
        for subscriber in written {
            if let fault = subscriber.fault(found: found.removeValue(forKey: subscriber.mark) ?? []) {
                violation("INV-ACK", fault)
            }
        }
        for mark in found.keys.sorted() { violation("INV-ACK", "\(mark) is there, and nobody asked for it") }
    }

    // MARK: INV-EVT

    func confirmed(_ id: String) {
        state.withLock { state in
            if state.confirmed.count < Self.confirmedLimit { state.confirmed.insert(id) }
        }
    }

    /// Events that the outbox has marked as published: the broker must have confirmed each.
    func published(_ ids: [String]) {
        let unconfirmed = state.withLock { state in
            state.confirmed.count < Self.confirmedLimit ? ids.filter { !state.confirmed.contains($0) } : []
        }
        for id in unconfirmed {
            violation("INV-EVT", "the event \(id) is marked as published, and no broker has confirmed it")
        }
    }
}
