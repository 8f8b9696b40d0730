@testable import StreavRedis
import StreavPorts
import Testing

@Suite("The connection's state machine")
struct ConnectionStateMachineTests {
    @Test("Commands given before there is a connection are sent when it is made, together and in order")
    func sendsTogether() throws {
        var world = try MachineWorld()
        for caller in 1...100 { world.submit(caller, isAccepted: true) }
        world.becomeReady()
        world.turn()
        #expect(world.asked == Array(1...100))
        world.answer(100)
        #expect(world.waiting.isEmpty)
        #expect(world.machine.outstanding == 0)
        #expect(world.machine.outstandingBytes == 0)
        #expect(world.notices == [.connected])
    }

    @Test("What does not fit into the room for output waits for the next turn")
    func respectsRoom() throws {
        var world = try MachineWorld()
        world.becomeReady()
        for caller in 1...10 { world.submit(caller, bytes: 1_000) }
        world.turn(room: 2_500)
        #expect(world.asked == [1, 2, 3])
        world.turn(room: 0)
        #expect(world.asked.count == 3)
        world.turn()
        #expect(world.asked == Array(1...10))
    }

    @Test("The owner is woken once for any number of commands")
    func wakesOnce() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.turn()
        var wakes = 0
        for caller in 1...50 {
            if case .accepted(true) = world.machine.submit([10], caller, at: world.now) { wakes += 1 }
        }
        #expect(wakes == 1)
    }

    @Test("Commands and their bytes are bounded, and the next is refused with a sentence")
    func bounded() throws {
        var limits = RedisConnectionLimits()
        limits.commands = 10
        limits.bytes = 10_000
        var world = try MachineWorld(limits)
        for caller in 1...10 { world.submit(caller, isAccepted: true) }
        world.submit(11, isAccepted: false)
        #expect(world.code(11) == .unavailable)
        world.becomeReady()
        world.turn()
        world.answer(10)
        world.submit(12, bytes: 9_000, isAccepted: true)
        world.submit(13, bytes: 9_000, isAccepted: false)
        world.turn()
        world.answer()
        world.submit(14, bytes: 9_000, isAccepted: true)
    }

    @Test("A command that is late is timed out at its deadline, and its answer goes to nobody else")
    func lateAnswer() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.submit(1)
        world.turn()
        world.now = world.now + .milliseconds(900)
        world.submit(2)
        world.turn()
        // The server is slow, but something comes.
        world.machine.heard(at: world.now)
        #expect(world.wake == MonotonicInstant(offset: .seconds(1)))
        world.now = MonotonicInstant(offset: .seconds(1))
        world.turn()
        #expect(world.code(1) == .timedOut)
        #expect(world.isConnected)
        world.answer(2)
        #expect(world.results[2] != nil)
        #expect(world.machine.outstanding == 0)
    }

    @Test("A server that falls silent is hung up on at the first deadline, all who wait are told, the circuit opens")
    func silence() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.submit(1)
        world.turn()
        world.now = world.now + .milliseconds(500)
        world.submit(2)
        world.turn()
        world.now = world.now + .milliseconds(500)
        world.turn()
        #expect(world.code(1) == .timedOut)
        #expect(world.code(2) == .timedOut)
        #expect(!world.isConnected)
        #expect(world.machine.isCircuitOpen)
        world.submit(3, isAccepted: false)
        #expect(world.code(3) == .unavailable)
        // Its probe: the next connection, after at most the second wait.
        world.now = world.now + limits.backoff(after: limits.failuresToOpen, random: 1_023)
        world.becomeReady()
        #expect(!world.machine.isCircuitOpen)
        world.submit(4, isAccepted: true)
    }

    @Test("A server that answers everything too late is hung up on as well")
    func alwaysLate() throws {
        var limits = RedisConnectionLimits()
        limits.lateCommandsToHangUp = 20
        var world = try MachineWorld(limits)
        world.becomeReady()
        var caller = 0
        while world.isConnected, caller < 1_000 {
            caller += 1
            world.submit(caller)
            world.turn()
            world.now = world.now + .milliseconds(100)
            // 1.5 s behind.
            if world.asked.count > 15 { world.answer() }
            world.turn()
        }
        #expect(!world.isConnected)
        #expect(world.machine.isCircuitOpen)
        #expect(caller < 60)
    }

    @Test("One loss keeps what was not sent for the next connection; a second on end opens the circuit")
    func lossKeepsQueue() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.submit(1)
        world.turn()
        world.submit(2)
        world.breakConnection()
        #expect(world.code(1) == .timedOut)
        #expect(world.waiting == [2])
        #expect(!world.machine.isCircuitOpen)
        world.now = world.now + .milliseconds(100)
        world.turn()
        #expect(world.isConnecting)
        world.breakConnection()
        #expect(world.code(2) == .unavailable)
        #expect(world.machine.isCircuitOpen)
        #expect(world.machine.outstanding == 0)
        #expect(world.notices == [.connected, .lost("it broke"), .circuitOpened("it broke")])
    }

    @Test("A command that never left is said not to have been done")
    func neverSent() throws {
        var world = try MachineWorld()
        world.turn()
        world.submit(1)
        world.now = world.now + .seconds(1)
        world.turn()
        #expect(world.code(1) == .unavailable)
        #expect(world.machine.outstanding == 0)
    }

    @Test("Waits between attempts double up to their bound, with half of them random")
    func backoff() throws {
        let limits = RedisConnectionLimits()
        for failures in 1...100 {
            let least = limits.backoff(after: failures, random: 0)
            let most = limits.backoff(after: failures, random: 1_023)
            #expect(least >= .milliseconds(50))
            #expect(most > least)
            #expect(most <= limits.maximumBackoff)
        }
        #expect(limits.backoff(after: 100, random: 0) == limits.maximumBackoff / 2)
    }

    @Test(
        "A greeting that is refused ends the connection with what to do",
        arguments: [
            (0, "WRONGPASS invalid username-password pair or user is disabled.", "refuses the user or the password"),
            (0, "ERR AUTH <password> called without any password configured for the default user.", "asks for none"),
            (0, "ERR unknown command 'AUTH', with args beginning with: 'secret'", "answers with an error: ERR"),
            (1, "NOAUTH Authentication required.", "asks for a password"),
            (2, "ERR DB index is out of range", "no database of this number"),
            (3, "LOADING Redis is loading the dataset in memory", "still loads"),
            (3, "MISCONF Redis is configured to save RDB snapshots", "cannot save"),
            (0, "DENIED Redis is running in protected mode", "protected mode"),
            (0, "ERR max number of clients reached", "maxclients"),
        ])
    func refusedGreeting(_ place: Int, _ text: String, _ sentence: String) throws {
        var world = try MachineWorld()
        world.submit(1)
        world.turn()
        world.connect()
        world.turn()
        world.answer(Array(repeating: .status("OK"), count: place) + [.error(text)])
        #expect(!world.isConnected)
        world.now = world.now + .milliseconds(100)
        world.turn()
        world.connect()
        world.turn()
        world.answer(Array(repeating: .status("OK"), count: place) + [.error(text)])
        guard case .failure(let error) = world.results[1] else {
            Issue.record("the caller still waits")
            return
        }
        #expect(error.code == .unavailable)
        #expect(error.message.contains(sentence))
        #expect(!error.message.contains("secret"))
    }

    @Test("An answer that nobody asked for, or of another protocol, ends the connection")
    func unasked() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.answer([.status("OK")])
        #expect(!world.isConnected)
        world = try MachineWorld()
        world.turn()
        world.connect()
        world.turn()
        world.answer([.integer(1)])
        #expect(!world.isConnected)
    }

    @Test("After READONLY the server is looked for again")
    func readOnly() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.submit(1)
        world.submit(2)
        world.turn()
        world.answer([.integer(1), .error("READONLY You can't write against a read only replica.")])
        #expect(!world.isConnected)
        world.now = world.now + .milliseconds(100)
        world.turn()
        #expect(world.isConnecting)
    }

    @Test("A quiet connection is tried from time to time, and left if nothing comes back")
    func keepAlive() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.turn()
        #expect(world.wake == world.now + limits.keepAlive)
        world.now = world.now + limits.keepAlive
        world.turn()
        #expect(world.asked == [nil])
        world.answer()
        world.turn()
        #expect(world.wake == world.now + limits.keepAlive)
        world.now = world.now + limits.keepAlive
        world.turn()
        world.now = world.now + limits.commandDeadline
        world.turn()
        #expect(!world.isConnected)
    }

    @Test("Ending answers all who wait and refuses all who come")
    func ends() throws {
        var world = try MachineWorld()
        world.becomeReady()
        world.submit(1)
        world.turn()
        world.submit(2)
        world.end()
        #expect(world.code(1) == .timedOut)
        #expect(world.code(2) == .unavailable)
        world.submit(3, isAccepted: false)
        // What was under way on the owner's thread meets the end.
        world.connect()
        world.answer([.integer(1)])
        world.breakConnection()
        let turn = world.machine.turn(at: world.now, random: 0, room: 1)
        #expect(turn.step == .end)
    }

    private var limits: RedisConnectionLimits { RedisConnectionLimits() }
}
