import StreavDomain
import StreavPorts

/// The time of a ``ManualClock`` and who waits for it. Says who is to be resumed; resuming is done outside the lock.
struct ManualClockState: Sendable {
    typealias Continuation = CheckedContinuation<Void, any Error>

    struct Actions: Sendable {
        /// In this order.
        var resumed: [Continuation] = []
        var cancelled: Continuation?

        consuming func perform() {
            for continuation in resumed { continuation.resume() }
            cancelled?.resume(throwing: CancellationError())
        }
    }

    private struct Sleeper: Sendable {
        var token: UInt64
        var continuation: Continuation
    }

    private struct Waiter: Sendable {
        var token: UInt64
        var count: Int
        var continuation: Continuation
    }

    private(set) var now: MonotonicInstant
    /// Wall time since 1970 when the monotonic clock stands at zero.
    var wallOffset: Duration
    private var sleepers = DeadlineQueue<Sleeper>()
    private var handles: [UInt64: DeadlineQueue<Sleeper>.Handle] = [:]
    private var waiters: [Waiter] = []
    private var nextToken: UInt64 = 0

    init(now: MonotonicInstant, wall: Timestamp) {
        self.now = now
        wallOffset = .milliseconds(wall.milliseconds) - now.offset
    }

    var wall: Timestamp { Timestamp(milliseconds: 0).advanced(by: wallOffset + now.offset) }
    var nextDeadline: MonotonicInstant? { sleepers.next }
    var sleeperCount: Int { sleepers.count }

    /// A name for one call that may wait, by which its cancellation finds it.
    mutating func drawToken() -> UInt64 {
        nextToken += 1
        return nextToken
    }

    mutating func sleep(
        _ continuation: Continuation, token: UInt64, until deadline: MonotonicInstant, isCancelled: Bool
    ) -> Actions {
        if isCancelled { return Actions(cancelled: continuation) }
        if deadline <= now { return Actions(resumed: [continuation]) }
        handles[token] = sleepers.insert(Sleeper(token: token, continuation: continuation), at: deadline)
        var actions = Actions()
        waiters.removeAll { waiter in
            guard waiter.count <= sleepers.count else { return false }
            actions.resumed.append(waiter.continuation)
            return true
        }
        return actions
    }

    mutating func wait(
        _ continuation: Continuation, token: UInt64, forSleepers count: Int, isCancelled: Bool
    ) -> Actions {
        if isCancelled { return Actions(cancelled: continuation) }
        if count <= sleepers.count { return Actions(resumed: [continuation]) }
        waiters.append(Waiter(token: token, count: count, continuation: continuation))
        return Actions()
    }

    mutating func cancel(_ token: UInt64) -> Actions {
        if let handle = handles.removeValue(forKey: token) {
            return Actions(cancelled: sleepers.remove(handle)?.continuation)
        }
        if let place = waiters.firstIndex(where: { $0.token == token }) {
            return Actions(cancelled: waiters.remove(at: place).continuation)
        }
        return Actions()
    }

    mutating func advance(to instant: MonotonicInstant) -> Actions {
        now = instant
        var actions = Actions()
        while let sleeper = sleepers.popFirst(dueBy: now) {
            handles[sleeper.token] = nil
            actions.resumed.append(sleeper.continuation)
        }
        return actions
    }
}
