import StreavDomain
import StreavLoad
import StreavPorts
import Synchronization

/// How many sessions there are at a time, on all event loops together: of each cohort, and of all.
final class SessionLevels: Sendable {
    /// What came of it.
    struct Reading: Sendable {
        /// One count per millisecond.
        var levels = Histogram()
        var peak = 0
    }

    private struct State: Sendable {
        /// Of each cohort, then of all; nil before the first session.
        var levels: [Concurrency?]
        var closed: MonotonicInstant?
    }

    private let state: Mutex<State>

    init(cohorts: Int) {
        state = Mutex(State(levels: Array(repeating: nil, count: cohorts + 1)))
    }

    /// From now on levels count; what was before does not.
    func open(at now: MonotonicInstant) {
        state.withLock { state in
            for index in state.levels.indices where state.levels[index] == nil {
                state.levels[index] = Concurrency(at: now)
            }
        }
    }

    func begin(_ cohort: Int, at now: MonotonicInstant) {
        change(cohort, at: now) { $0.begin(at: now) }
    }

    func end(_ cohort: Int, at now: MonotonicInstant) {
        change(cohort, at: now) { $0.end(at: now) }
    }

    /// The run is over: everybody leaves, which is no level.
    func close(at now: MonotonicInstant) {
        state.withLock { $0.closed = $0.closed ?? now }
    }

    /// - Parameter cohorts: Nil: all together.
    func reading(of cohort: Int?, at now: MonotonicInstant) -> Reading {
        state.withLock { state in
            guard let levels = state.levels[cohort ?? state.levels.count - 1] else { return Reading() }
            return Reading(levels: levels.distribution(until: state.closed ?? now), peak: levels.peak)
        }
    }

    private func change(_ cohort: Int, at now: MonotonicInstant, _ body: (inout Concurrency) -> Void) {
        state.withLock { state in
            guard state.closed == nil else { return }
            for index in [cohort, state.levels.count - 1] {
                var levels = state.levels[index] ?? Concurrency(at: now)
                body(&levels)
                state.levels[index] = levels
            }
        }
    }
}
