@testable import StreavRedis
import StreavPorts
import Testing

/// A connection's state machine with a server and a socket that are only thought of. Commands are their callers'
/// numbers; the server answers a command with its number.
struct MachineWorld {
    typealias Machine = RedisConnectionStateMachine<Int>

    let limits: RedisConnectionLimits
    private let greeting: RedisGreeting
    var machine: Machine
    var now = MonotonicInstant.zero
    /// What the server has been asked and has not answered; nil asks whether it is there.
    private(set) var asked: [Int?] = []
    /// Answers to the greeting that are due.
    private(set) var greetingsDue = 0
    private(set) var isConnecting = false
    private(set) var isConnected = false
    private(set) var results: [Int: Result<RedisReply, CacheError>] = [:]
    private(set) var submitted: [Int: MonotonicInstant] = [:]
    private(set) var notices: [Machine.Notice] = []
    private(set) var wake: MonotonicInstant?

    private static let ping = RedisCommand("PING").bytes

    init(_ limits: RedisConnectionLimits = RedisConnectionLimits()) throws {
        self.limits = limits
        greeting = RedisGreeting(try RedisConfiguration(ServiceAddress("redis://:secret@redis.test/2")))
        machine = Machine(limits: limits, greeting: greeting, address: "redis.test", at: now)
    }

    /// Whose answers are still to come, in the order in which they came.
    private(set) var waiting: [Int] = []

    func code(_ caller: Int) -> CacheError.Code? {
        if case .failure(let error) = results[caller] { error.code } else { nil }
    }

    /// - Parameter isAccepted: What is expected, if anything.
    /// - Returns: Whether it was accepted.
    @discardableResult
    mutating func submit(_ caller: Int, bytes: Int = 0, isAccepted: Bool? = nil) -> Bool {
        let wasAccepted = offer(caller, bytes)
        if let isAccepted { #expect(wasAccepted == isAccepted, "caller \(caller)") }
        return wasAccepted
    }

    private mutating func offer(_ caller: Int, _ bytes: Int) -> Bool {
        submitted[caller] = now
        waiting.append(caller)
        let command = Array("C\(caller)".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: bytes) + [10]
        switch machine.submit(command, caller, at: now) {
        case .accepted: return true
        case .refused(let error):
            complete([(caller, .failure(error))])
            return false
        }
    }

    mutating func turn(random: UInt64 = 0, room: Int = 1 << 20) {
        let turn = machine.turn(at: now, random: random, room: isConnected ? room : 0)
        take(turn)
        wake = turn.wake
        var output = turn.output[...]
        while !output.isEmpty {
            if output.starts(with: greeting.bytes) {
                output = output.dropFirst(greeting.bytes.count)
                greetingsDue = greeting.count
            } else if output.starts(with: Self.ping) {
                output = output.dropFirst(Self.ping.count)
                asked.append(nil)
            } else {
                let command = output.prefix { $0 != 10 }
                output = output.dropFirst(command.count + 1)
                asked.append(Int(String(decoding: command.dropFirst().prefix { $0 != 32 }, as: UTF8.self)))
            }
        }
    }

    mutating func connect() {
        isConnecting = false
        isConnected = true
        machine.connected(at: now)
    }

    /// From nothing to a connection that may be used.
    mutating func becomeReady() {
        turn()
        connect()
        turn()
        answerGreeting()
    }

    mutating func answerGreeting() {
        while greetingsDue > 0 {
            greetingsDue -= 1
            answer([greetingsDue == 0 ? .status("PONG") : .status("OK")])
        }
    }

    /// Answers what was asked first.
    mutating func answer(_ count: Int = 1) {
        let replies = asked.prefix(count).map { $0.map { RedisReply.integer(Int64($0)) } ?? .status("PONG") }
        asked.removeFirst(replies.count)
        answer(replies)
    }

    mutating func answer(_ replies: [RedisReply]) {
        machine.heard(at: now)
        take(machine.answered(replies, at: now, random: 0))
    }

    mutating func breakConnection(_ reason: String = "it broke") {
        hangUp()
        take(machine.failed(RedisConnectionLoss(reason), at: now, random: 0))
    }

    mutating func end() {
        complete(machine.end())
    }

    private mutating func take(_ turn: Machine.Turn) {
        complete(turn.completions)
        if let notice = turn.notice { notices.append(notice) }
        switch turn.step {
        case .connect: isConnecting = true
        case .hangUp: hangUp()
        case .end, nil: break
        }
    }

    private mutating func hangUp() {
        isConnecting = false
        isConnected = false
        asked = []
        greetingsDue = 0
    }

    private mutating func complete(_ completions: [Machine.Completion]) {
        for (caller, result) in completions {
            #expect(results[caller] == nil, "caller \(caller) is answered twice")
            results[caller] = result
            waiting.removeAll { $0 == caller }
            if case .success(let reply) = result, case .integer = reply {
                #expect(reply == .integer(Int64(caller)), "caller \(caller) has the answer of another")
            }
        }
    }
}
