internal import StreavPorts

/// Who gets which of a fixed number of places for connections, and when a connection is tried.
///
/// Transactions wait in one queue. Reads pass writes that may not begin yet; an exclusive write waits until no other
/// write runs, and those behind it wait for it. When connecting fails several times in a row the circuit opens: nobody
/// tries for a while that grows, then one does; while not a single connection is left, nobody waits either.
struct PostgresPoolStateMachine {
    enum Purpose: Sendable {
        case read
        case write
        /// A write beside which no other one runs.
        case exclusiveWrite
    }

    enum Refusal: Sendable, Equatable {
        case queueFull
        /// Connecting failed so often in a row that it is not tried now.
        case unreachable(failures: Int)
        case closed
        case timedOut
        case cancelled
    }

    enum Answer: Sendable, Equatable {
        /// The connection in this place is the caller's, until it releases it.
        case use(Int)
        /// The place is the caller's; it is to connect, and to say how that went.
        case connect(Int)
        case refused(Refusal)
    }

    /// An answer for one who waits.
    struct Decision: Sendable, Equatable {
        let waiter: UInt64
        let answer: Answer
    }

    private enum Place: Equatable {
        case vacant
        case connecting(Purpose)
        case idle
        case busy(Purpose)
    }

    private enum Circuit: Equatable {
        case closed(failures: Int)
        case open(failures: Int, until: MonotonicInstant)
        case probing(failures: Int)
    }

    private struct Waiter {
        let id: UInt64
        let purpose: Purpose
    }

    private var places: [Place]
    /// Places that hold an idle connection; the one released last is used first.
    private var idle: [Int] = []
    private var queue: [Waiter] = []
    private var circuit = Circuit.closed(failures: 0)
    private var isClosed = false

    init(places count: Int) {
        precondition((1...PostgresLimits.connections).contains(count), "a pool has 1 to 64 places")
        places = Array(repeating: .vacant, count: count)
    }

    // MARK: What happens

    /// Somebody wants a connection. The answer is among the decisions, or comes with those of a later event.
    mutating func acquire(_ waiter: UInt64, _ purpose: Purpose, now: MonotonicInstant) -> [Decision] {
        if isClosed { return [Decision(waiter: waiter, answer: .refused(.closed))] }
        guard queue.count < PostgresLimits.waiters else {
            return [Decision(waiter: waiter, answer: .refused(.queueFull))]
        }
        queue.append(Waiter(id: waiter, purpose: purpose))
        return serve(now)
    }

    /// Somebody waits no longer. False when there was an answer already.
    mutating func abandon(_ waiter: UInt64, now: MonotonicInstant) -> (wasWaiting: Bool, decisions: [Decision]) {
        guard let index = queue.firstIndex(where: { $0.id == waiter }) else { return (false, []) }
        queue.remove(at: index)
        // An exclusive write may have been in the way of others.
        return (true, serve(now))
    }

    /// The connection in a place is there, and is the one's who made it.
    mutating func connected(_ place: Int, now: MonotonicInstant) -> [Decision] {
        guard case .connecting(let purpose) = places[place] else {
            preconditionFailure("a place was connected that nobody was connecting")
        }
        places[place] = .busy(purpose)
        circuit = .closed(failures: 0)
        return serve(now)
    }

    /// - Parameter jitter: 0 ..< 1.
    /// - Returns: Whether another connection is there to wait for.
    mutating func connectFailed(
        _ place: Int, now: MonotonicInstant, jitter: Double
    ) -> (mayWait: Bool, decisions: [Decision]) {
        guard case .connecting = places[place] else {
            preconditionFailure("connecting failed in a place where nobody was connecting")
        }
        places[place] = .vacant
        let failures = failures + 1
        switch circuit {
        case .closed where failures < PostgresLimits.connectFailures: circuit = .closed(failures: failures)
        case .open(_, let until): circuit = .open(failures: failures, until: until)
        case .closed, .probing:
            circuit = .open(failures: failures, until: now + Self.pause(after: failures, jitter: jitter))
        }
        return (connectionCount > 0, serve(now))
    }

    /// A transaction is over. The connection, if it is still there, serves the next one.
    ///
    /// - Returns: Whether the connection is to be closed, since the pool is.
    mutating func release(
        _ place: Int, isBroken: Bool, now: MonotonicInstant
    ) -> (mustClose: Bool, decisions: [Decision]) {
        guard case .busy = places[place] else { preconditionFailure("a place was released that nobody used") }
        if isBroken || isClosed {
            places[place] = .vacant
        } else {
            places[place] = .idle
            idle.append(place)
        }
        return (isClosed && !isBroken, serve(now))
    }

    /// No transaction begins any more. The idle connections are to be closed.
    mutating func close() -> (idle: [Int], decisions: [Decision]) {
        isClosed = true
        let closing = idle
        for place in closing { places[place] = .vacant }
        idle = []
        let decisions = queue.map { Decision(waiter: $0.id, answer: .refused(.closed)) }
        queue = []
        return (closing, decisions)
    }

    // MARK: How it stands

    var status: PostgresPoolStatus {
        var status = PostgresPoolStatus(idle: idle.count, waiting: queue.count)
        for place in places {
            switch place {
            case .busy: status.busy += 1
            case .connecting: status.connecting += 1
            case .idle, .vacant: break
            }
        }
        if case .open = circuit { status.isReachable = false }
        if case .probing = circuit { status.isReachable = false }
        return status
    }

    /// Closed, and nobody uses or makes a connection.
    var isQuiet: Bool { isClosed && places.allSatisfy { $0 == .vacant } }

    /// Connections that are there or being made: what one who waits may hope for.
    private var connectionCount: Int { places.count { $0 != .vacant } }

    private var failures: Int {
        switch circuit {
        case .closed(let failures), .open(let failures, _), .probing(let failures): failures
        }
    }

    // MARK: Serving

    private mutating func serve(_ now: MonotonicInstant) -> [Decision] {
        guard !queue.isEmpty else { return [] }
        if isClosed || (connectionCount == 0 && !mayConnect(now)) {
            let refusal = isClosed ? Refusal.closed : .unreachable(failures: failures)
            defer { queue = [] }
            return queue.map { Decision(waiter: $0.id, answer: .refused(refusal)) }
        }
        var decisions: [Decision] = []
        var left: [Waiter] = []
        var isExclusiveAhead = false
        for (index, waiter) in queue.enumerated() {
            guard !idle.isEmpty || (mayConnect(now) && places.contains(.vacant)) else {
                left += queue[index...]
                break
            }
            guard mayBegin(waiter.purpose, isExclusiveAhead) else {
                if waiter.purpose == .exclusiveWrite { isExclusiveAhead = true }
                left.append(waiter)
                continue
            }
            decisions.append(Decision(waiter: waiter.id, answer: take(for: waiter.purpose)))
        }
        queue = left
        return decisions
    }

    private mutating func take(for purpose: Purpose) -> Answer {
        if let place = idle.popLast() {
            places[place] = .busy(purpose)
            return .use(place)
        }
        guard let place = places.firstIndex(of: .vacant) else { preconditionFailure("no place to take") }
        places[place] = .connecting(purpose)
        if case .open(let failures, _) = circuit { circuit = .probing(failures: failures) }
        return .connect(place)
    }

    private func mayBegin(_ purpose: Purpose, _ isExclusiveAhead: Bool) -> Bool {
        switch purpose {
        case .read: true
        case .write: !isExclusiveAhead && !places.contains { Self.isWrite($0, exclusive: true) }
        case .exclusiveWrite: !isExclusiveAhead && !places.contains { Self.isWrite($0, exclusive: false) }
        }
    }

    private static func isWrite(_ place: Place, exclusive: Bool) -> Bool {
        switch place {
        case .busy(.exclusiveWrite), .connecting(.exclusiveWrite): true
        case .busy(.write), .connecting(.write): !exclusive
        default: false
        }
    }

    private func mayConnect(_ now: MonotonicInstant) -> Bool {
        switch circuit {
        case .closed: true
        case .open(_, let until): now >= until
        case .probing: false
        }
    }

    /// Doubles with each failure; at least half of it, so that many nodes do not come back at once.
    private static func pause(after failures: Int, jitter: Double) -> Duration {
        let doublings = min(failures - PostgresLimits.connectFailures, 16)
        let whole = min(PostgresLimits.shortestPause * (1 << max(0, doublings)), PostgresLimits.longestPause)
        return whole * (0.5 + jitter / 2)
    }
}
