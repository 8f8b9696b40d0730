import DequeModule
import StreavPorts

/// What a connection does and when: told of commands, answers and the time, it says what to send, who has his answer,
/// and when to connect and hang up. Pure: no socket, no clock, no randomness of its own.
///
/// Commands go out in the order in which they came, and answers come in that order. A caller whose deadline has passed
/// is let go; his command keeps its place until its answer has come, so that no answer goes to another.
///
/// The circuit is open while there is no connection and the last attempts failed, or the server had fallen silent:
/// commands are then refused at once, and the next attempt to connect is the probe.
struct RedisConnectionStateMachine<Waiter: Sendable>: Sendable {
    typealias Completion = (waiter: Waiter, result: Result<RedisReply, CacheError>)

    private enum Phase: Sendable {
        /// No connection until then.
        case waiting(until: MonotonicInstant)
        case connecting(until: MonotonicInstant)
        /// `answered` of the greeting's commands are.
        case greeting(until: MonotonicInstant, isSent: Bool, answered: Int)
        case ready
        case ended
    }

    private struct Entry: Sendable {
        var bytes: [UInt8]
        let size: Int
        let deadline: MonotonicInstant
        /// Nil for what this machine asks itself.
        var waiter: Waiter?
    }

    private let limits: RedisConnectionLimits
    private let greeting: RedisGreeting
    /// Of the server, for messages.
    private let address: String

    private var phase: Phase
    private var queue = Deque<Entry>()
    private var inFlight = Deque<Entry>()
    /// So many at the head of `inFlight` are past their deadlines. All deadlines are equally long, so none is further
    /// back.
    private var expired = 0
    private var bytes = 0
    /// Failures without an answer in time in between.
    private var failures = 0
    private var lateCommands = 0
    private var lastLoss = "no connection was made yet"
    /// When something came last, or the connection was made.
    private var lastHeard: MonotonicInstant
    /// The owner was woken, or is awake: it will ask for its turn.
    private var isAwake = true

    init(limits: RedisConnectionLimits, greeting: RedisGreeting, address: String, at now: MonotonicInstant) {
        self.limits = limits
        self.greeting = greeting
        self.address = address
        phase = .waiting(until: now)
        lastHeard = now
    }

    /// Commands without an answer, those included whose callers were let go.
    var outstanding: Int { queue.count + inFlight.count }
    var outstandingBytes: Int { bytes }

    var isReady: Bool {
        if case .ready = phase { true } else { false }
    }

    var isCircuitOpen: Bool { failures >= limits.failuresToOpen && !isReady }
}

// MARK: - What callers do

extension RedisConnectionStateMachine {
    enum Submission: Sendable {
        /// The answer follows. `wakes`: the owner has to be woken.
        case accepted(wakes: Bool)
        case refused(CacheError)
    }

    mutating func submit(_ command: [UInt8], _ waiter: Waiter, at now: MonotonicInstant) -> Submission {
        if case .ended = phase { return .refused(CacheError(.unavailable, "the cache was closed")) }
        guard !isCircuitOpen else { return .refused(unavailable) }
        guard outstanding < limits.commands, bytes + command.count <= limits.bytes else {
            return .refused(
                CacheError(.unavailable, "\(outstanding) commands of \(bytes) bytes wait for Redis at \(address)"))
        }
        append(command, waiter, at: now)
        defer { isAwake = true }
        return .accepted(wakes: !isAwake)
    }

    /// Refuses everything from now on, and fails what waits.
    mutating func end() -> [Completion] {
        phase = .ended
        defer { forgetCommands() }
        return Self.fail(&inFlight, CacheError(.timedOut, "the cache was closed before Redis answered"))
            + Self.fail(&queue, CacheError(.unavailable, "the cache was closed"))
    }

    private mutating func append(_ command: [UInt8], _ waiter: Waiter?, at now: MonotonicInstant) {
        bytes += command.count
        queue.append(
            Entry(bytes: command, size: command.count, deadline: now + limits.commandDeadline, waiter: waiter))
    }

    private var unavailable: CacheError {
        CacheError(.unavailable, "Redis at \(address) cannot be used: \(lastLoss)")
    }
}

// MARK: - What the owner does

extension RedisConnectionStateMachine {
    enum Step: Sendable, Equatable {
        case connect, hangUp, end
    }

    /// Worth a line in the log.
    enum Notice: Sendable, Equatable {
        case connected
        case lost(String)
        case circuitOpened(String)
    }

    struct Turn: Sendable {
        var completions: [Completion] = []
        var step: Step?
        var notice: Notice?
        /// To be sent before anything else.
        var output: [UInt8] = []
        /// When to come again, unless woken before. Nil: when woken.
        var wake: MonotonicInstant?
    }

    /// Lets time pass. The owner does what the turn says and then waits for `wake`, for the socket, or to be woken.
    ///
    /// - Parameters:
    ///   - random: Uniform over all values.
    ///   - room: How many bytes of output there is room for; one more command may go beyond it.
    mutating func turn(at now: MonotonicInstant, random: UInt64, room: Int) -> Turn {
        var turn = Turn()
        if case .ended = phase {
            turn.step = .end
            return turn
        }
        expireCommands(at: now, into: &turn)
        proceed(at: now, random: random, into: &turn)
        takeOutput(room: room, at: now, into: &turn)
        turn.wake = nextWake
        isAwake = false
        return turn
    }

    /// The socket and TLS, if any, are there.
    mutating func connected(at now: MonotonicInstant) {
        switch phase {
        case .connecting(let deadline):
            phase = .greeting(until: deadline, isSent: false, answered: 0)
            lastHeard = now
        case .ended:
            break
        case .waiting, .greeting, .ready:
            preconditionFailure("a connection was made that nobody asked for")
        }
    }

    /// Bytes came, though perhaps no answer yet.
    mutating func heard(at now: MonotonicInstant) {
        lastHeard = now
    }

    mutating func answered(_ replies: [RedisReply], at now: MonotonicInstant, random: UInt64) -> Turn {
        var turn = Turn()
        for reply in replies {
            switch phase {
            case .greeting(let deadline, let isSent, let answered):
                if let objection = greeting.objection(to: reply, at: answered) {
                    lose(objection, at: now, random: random, into: &turn)
                } else if !isSent {
                    lose("it speaks before it is spoken to", at: now, random: random, into: &turn)
                } else if answered + 1 == greeting.count {
                    phase = .ready
                    lastHeard = now
                    turn.notice = .connected
                } else {
                    phase = .greeting(until: deadline, isSent: isSent, answered: answered + 1)
                }
            case .ready:
                answer(reply, at: now, random: random, into: &turn)
            case .waiting, .connecting, .ended:
                // What comes after the decision to hang up.
                return turn
            }
        }
        return turn
    }

    /// The connection, or the attempt to make one, failed.
    mutating func failed(_ loss: RedisConnectionLoss, at now: MonotonicInstant, random: UInt64) -> Turn {
        var turn = Turn()
        switch phase {
        case .connecting, .greeting, .ready: lose(loss.message, at: now, random: random, into: &turn)
        case .waiting, .ended: break
        }
        return turn
    }
}

// MARK: - The rules

extension RedisConnectionStateMachine {
    private mutating func answer(
        _ reply: RedisReply, at now: MonotonicInstant, random: UInt64, into turn: inout Turn
    ) {
        guard let entry = inFlight.popFirst() else {
            return lose("it answers what was not asked", at: now, random: random, into: &turn)
        }
        bytes -= entry.size
        if expired > 0 {
            expired -= 1
        } else {
            lateCommands = 0
            failures = 0
            if let waiter = entry.waiter { turn.completions.append((waiter, .success(reply))) }
        }
        // After a failover the name may lead to another server.
        if case .error(let text) = reply, RedisRefusal.isReadOnly(text) {
            lose(RedisRefusal(text).message, at: now, random: random, into: &turn)
        }
    }

    private mutating func expireCommands(at now: MonotonicInstant, into turn: inout Turn) {
        while expired < inFlight.count, inFlight[expired].deadline <= now {
            if let waiter = inFlight[expired].waiter {
                let error = CacheError(.timedOut, "Redis at \(address) did not answer in \(limits.commandDeadline)")
                turn.completions.append((waiter, .failure(error)))
                inFlight[expired].waiter = nil
            }
            expired += 1
            lateCommands += 1
        }
        while let entry = queue.first, entry.deadline <= now {
            queue.removeFirst()
            bytes -= entry.size
            if let waiter = entry.waiter { turn.completions.append((waiter, .failure(unsent))) }
        }
    }

    /// Of a command that never left.
    private var unsent: CacheError {
        isReady
            ? CacheError(.unavailable, "Redis at \(address) takes nothing in: the command was not sent")
            : unavailable
    }

    private mutating func proceed(at now: MonotonicInstant, random: UInt64, into turn: inout Turn) {
        switch phase {
        case .waiting(let end) where end <= now:
            phase = .connecting(until: now + limits.connectDeadline)
            turn.step = .connect
        case .connecting(let deadline) where deadline <= now:
            let reason = "no connection was made in \(limits.connectDeadline)\(greeting.doubt)"
            lose(reason, at: now, random: random, into: &turn)
        case .greeting(let deadline, _, _) where deadline <= now:
            lose("it accepts connections but does not answer", at: now, random: random, into: &turn)
        case .ready where expired > 0 && now - lastHeard >= limits.commandDeadline:
            lose("it fell silent", isDead: true, at: now, random: random, into: &turn)
        case .ready where lateCommands >= limits.lateCommandsToHangUp:
            lose("it answers too late", isDead: true, at: now, random: random, into: &turn)
        case .ready where outstanding == 0 && now - lastHeard >= limits.keepAlive:
            append(RedisCommand("PING").bytes, nil, at: now)
        default:
            break
        }
    }

    private mutating func takeOutput(room: Int, at now: MonotonicInstant, into turn: inout Turn) {
        guard room > 0 else { return }
        switch phase {
        case .greeting(let deadline, isSent: false, let answered):
            turn.output = greeting.bytes
            phase = .greeting(until: deadline, isSent: true, answered: answered)
        case .ready:
            while turn.output.count < room, var entry = queue.popFirst() {
                turn.output += entry.bytes
                entry.bytes = []
                inFlight.append(entry)
            }
        default:
            break
        }
    }

    private var nextWake: MonotonicInstant? {
        var instants = [queue.first?.deadline]
        if expired < inFlight.count { instants.append(inFlight[expired].deadline) }
        switch phase {
        case .waiting(let end): instants.append(end)
        case .connecting(let deadline), .greeting(let deadline, _, _): instants.append(deadline)
        case .ready:
            if expired > 0 { instants.append(lastHeard + limits.commandDeadline) }
            if outstanding == 0 { instants.append(lastHeard + limits.keepAlive) }
        case .ended: break
        }
        return instants.compactMap(\.self).min()
    }

    /// - Parameter isDead: A failure by itself enough to open the circuit.
    private mutating func lose(
        _ reason: String, isDead: Bool = false, at now: MonotonicInstant, random: UInt64, into turn: inout Turn
    ) {
        let wasOpen = isCircuitOpen
        let isNews = failures == 0 || reason != lastLoss
        failures = max(failures + 1, isDead ? limits.failuresToOpen : 0)
        lastLoss = reason
        lateCommands = 0
        phase = .waiting(until: now + limits.backoff(after: failures, random: random))
        turn.step = .hangUp
        turn.output = []
        let error = CacheError(.timedOut, "Redis at \(address) did not answer: \(reason)")
        turn.completions += Self.fail(&inFlight, error)
        expired = 0
        if isCircuitOpen {
            turn.completions += Self.fail(&queue, unavailable)
            forgetCommands()
            turn.notice = wasOpen && !isNews ? nil : .circuitOpened(reason)
        } else {
            bytes = queue.reduce(0) { $0 + $1.size }
            turn.notice = isNews ? .lost(reason) : nil
        }
    }

    private static func fail(_ entries: inout Deque<Entry>, _ error: CacheError) -> [Completion] {
        defer { entries.removeAll() }
        return entries.compactMap { entry in entry.waiter.map { ($0, .failure(error)) } }
    }

    private mutating func forgetCommands() {
        queue = []
        inFlight = []
        expired = 0
        bytes = 0
    }
}
