internal import Logging
internal import StreavPorts
internal import StreavSQL
internal import Synchronization

/// The sessions, and who has which: a shell around ``PostgresPoolStateMachine``.
final class PostgresPool: Sendable {
    private typealias Machine = PostgresPoolStateMachine

    private enum Waiter {
        case waiting(CheckedContinuation<Machine.Answer, Never>)
        /// The answer was there before the wait began.
        case answered(Machine.Answer)
    }

    private struct State {
        var machine: Machine
        var waiters: [UInt64: Waiter] = [:]
        var lastWaiter: UInt64 = 0
        /// Why connecting failed last.
        var lastFailure: DatabaseError?
    }

    let sessions: [PostgresSession]

    private let configuration: PostgresConfiguration
    private let clock: StreavClock
    private let entropy: any Entropy
    private let logger: Logger
    private let state: Mutex<State>

    init(_ configuration: PostgresConfiguration, clock: StreavClock, entropy: any Entropy, logger: Logger) {
        self.configuration = configuration
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        sessions = (0..<configuration.connections).map { PostgresSession(slot: $0, configuration, clock: clock) }
        state = Mutex(State(machine: Machine(places: configuration.connections)))
    }

    var status: PostgresPoolStatus { state.withLock { $0.machine.status } }

    /// The place of a session with a connection, the caller's until it releases it.
    func acquire(_ purpose: PostgresPoolStateMachine.Purpose) async throws(DatabaseError) -> Int {
        let deadline = clock.monotonicNow + configuration.acquireDeadline
        while true {
            switch await answer(purpose, by: deadline) {
            case .use(let place): return place
            case .refused(let refusal): throw error(refusal)
            case .connect(let place):
                do throws(DatabaseError) {
                    try await sessions[place].connect()
                    change { state, now in state.machine.connected(place, now: now) }
                    return place
                } catch {
                    guard noteFailure(place, error), clock.monotonicNow < deadline else { throw error }
                }
            }
        }
    }

    func release(_ place: Int, isBroken: Bool) async {
        var mustClose = false
        change { state, now in
            let released = state.machine.release(place, isBroken: isBroken, now: now)
            mustClose = released.mustClose
            return released.decisions
        }
        if mustClose { await sessions[place].close() }
    }

    /// Refuses who comes and who waits, and lets go of idle connections. Those in use go when they are released.
    func close() async {
        var idle: [Int] = []
        change { state, _ in
            let closed = state.machine.close()
            idle = closed.idle
            return closed.decisions
        }
        for place in idle { await sessions[place].close() }
    }

    /// Closed, and nobody has a connection.
    var isQuiet: Bool { state.withLock { $0.machine.isQuiet } }

    // MARK: Waiting

    private func answer(
        _ purpose: PostgresPoolStateMachine.Purpose, by deadline: MonotonicInstant
    ) async -> PostgresPoolStateMachine.Answer {
        var waiter: UInt64 = 0
        change { state, now in
            state.lastWaiter += 1
            waiter = state.lastWaiter
            return state.machine.acquire(waiter, purpose, now: now)
        }
        if let answer = takeAnswer(waiter) { return answer }
        let mine = waiter
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                do {
                    try await clock.sleep(until: deadline)
                    abandon(mine, .timedOut)
                } catch {
                    // The wait is over, or the task that waits was cancelled.
                    abandon(mine, .cancelled)
                }
            }
            let answer = await withCheckedContinuation { continuation in
                let early = state.withLock { state -> Machine.Answer? in
                    if case .answered(let answer) = state.waiters.removeValue(forKey: mine) { return answer }
                    state.waiters[mine] = .waiting(continuation)
                    return nil
                }
                if let early { continuation.resume(returning: early) }
            }
            group.cancelAll()
            return answer
        }
    }

    private func takeAnswer(_ waiter: UInt64) -> PostgresPoolStateMachine.Answer? {
        state.withLock { state in
            guard case .answered(let answer) = state.waiters[waiter] else { return nil }
            state.waiters[waiter] = nil
            return answer
        }
    }

    private func abandon(_ waiter: UInt64, _ refusal: PostgresPoolStateMachine.Refusal) {
        change { state, now in
            let abandoned = state.machine.abandon(waiter, now: now)
            guard abandoned.wasWaiting else { return [] }
            return abandoned.decisions + [Machine.Decision(waiter: waiter, answer: .refused(refusal))]
        }
    }

    /// Changes the state and hands out what was decided.
    private func change(_ body: (inout sending State, MonotonicInstant) -> [PostgresPoolStateMachine.Decision]) {
        let now = clock.monotonicNow
        let woken = state.withLock { state in
            var woken: [(CheckedContinuation<Machine.Answer, Never>, Machine.Answer)] = []
            for decision in body(&state, now) {
                if case .waiting(let continuation) = state.waiters.removeValue(forKey: decision.waiter) {
                    woken.append((continuation, decision.answer))
                } else {
                    state.waiters[decision.waiter] = .answered(decision.answer)
                }
            }
            return woken
        }
        for (continuation, answer) in woken { continuation.resume(returning: answer) }
    }

    // MARK: Failures

    /// Whether there is another connection to wait for.
    private func noteFailure(_ place: Int, _ error: DatabaseError) -> Bool {
        let jitter = entropy.unit()
        var mayWait = false
        var isOpened = false
        change { state, now in
            let wasReachable = state.machine.status.isReachable
            state.lastFailure = error
            let failed = state.machine.connectFailed(place, now: now, jitter: jitter)
            mayWait = failed.mayWait
            isOpened = wasReachable && !state.machine.status.isReachable
            return failed.decisions
        }
        if isOpened { logger.warning("the database cannot be reached", metadata: ["reason": "\(error.message)"]) }
        return mayWait
    }

    private func error(_ refusal: PostgresPoolStateMachine.Refusal) -> DatabaseError {
        switch refusal {
        case .closed: return DatabaseError(.unavailable, "the database was closed")
        case .queueFull:
            return DatabaseError(
                .unavailable, "\(PostgresLimits.waiters) transactions wait for a connection already")
        case .timedOut:
            return DatabaseError(
                .timedOut,
                """
                none of \(configuration.connections) connections was free within \(configuration.acquireDeadline)
                """)
        case .cancelled:
            return DatabaseError(
                .unavailable, "the task was cancelled while it waited for a connection",
                underlying: CancellationError())
        case .unreachable(let failures):
            let last = state.withLock { $0.lastFailure }
            return DatabaseError(
                .unavailable,
                "connecting failed \(failures) times in a row and is left for a moment. \(last?.message ?? "")",
                underlying: last)
        }
    }
}
