public import StreavDomain
public import StreavPorts
import Synchronization

/// A clock that stands still until it is told to go on: for tests and for virtual time.
///
/// Sleepers are resumed in the order of their deadlines, and among equal ones in the order in which they went to sleep.
/// It starts no task and no timer. Resumed tasks run when their executor runs them: to let a task sleep again within
/// one longer advance, use ``advanceToNextDeadline(notAfter:)`` step by step.
public final class ManualClock: ClockBackend {
    private let state: Mutex<ManualClockState>

    /// - Parameters:
    ///   - start: Where the monotonic clock stands.
    ///   - wall: Where the wall clock stands; 2023-11-14T22:13:20Z unless told.
    public init(start: MonotonicInstant = .zero, wall: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) {
        state = Mutex(ManualClockState(now: start, wall: wall))
    }

    public func monotonicNow() -> MonotonicInstant {
        state.withLock { $0.now }
    }

    public func wallNow() -> Timestamp {
        state.withLock { $0.wall }
    }

    public func sleep(until deadline: MonotonicInstant) async throws {
        let token = state.withLock { $0.drawToken() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (sleeper: CheckedContinuation<Void, any Error>) in
                let actions = state.withLock { state in
                    // Asked under the lock: a later cancellation then finds the sleeper in the queue.
                    state.sleep(sleeper, token: token, until: deadline, isCancelled: Task.isCancelled)
                }
                actions.perform()
            }
        } onCancel: {
            state.withLock { $0.cancel(token) }.perform()
        }
    }

    /// Moves both clocks forward and resumes the sleepers that are due. `duration` is not negative.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "the monotonic clock never goes back; stepWall(by:) moves the wall clock")
        state.withLock { $0.advance(to: $0.now + duration) }.perform()
    }

    /// Moves both clocks to the earliest deadline and resumes those that sleep until then.
    ///
    /// - Parameter limit: A deadline beyond it is left alone; the clocks then stand where they stood.
    /// - Returns: False when nobody sleeps, or nobody until `limit`.
    @discardableResult
    public func advanceToNextDeadline(notAfter limit: MonotonicInstant? = nil) -> Bool {
        let actions = state.withLock { state -> ManualClockState.Actions? in
            guard let next = state.nextDeadline, limit.map({ next <= $0 }) ?? true else { return nil }
            return state.advance(to: max(next, state.now))
        }
        actions?.perform()
        return actions != nil
    }

    /// Steps the wall clock alone, in either direction, as an administrator or NTP does.
    public func stepWall(by duration: Duration) {
        state.withLock { $0.wallOffset += duration }
    }

    /// The earliest deadline that somebody sleeps until.
    public var nextDeadline: MonotonicInstant? {
        state.withLock { $0.nextDeadline }
    }

    /// How many sleep now.
    public var sleeperCount: Int {
        state.withLock { $0.sleeperCount }
    }

    /// Returns when at least `count` sleep, so that a test advances the clock only when the code under test waits for
    /// it.
    public func waitForSleepers(_ count: Int = 1) async throws {
        let token = state.withLock { $0.drawToken() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
                let actions = state.withLock { state in
                    state.wait(waiter, token: token, forSleepers: count, isCancelled: Task.isCancelled)
                }
                actions.perform()
            }
        } onCancel: {
            state.withLock { $0.cancel(token) }.perform()
        }
    }
}

extension StreavClock {
    /// A clock for the parts under test, moved by `manual`.
    public static func manual(_ manual: ManualClock) -> StreavClock { StreavClock(manual) }
}
