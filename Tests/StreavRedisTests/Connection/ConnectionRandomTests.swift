@testable import StreavRedis
import StreavPorts
import Testing

@Suite("The connection's state machine, at random")
struct ConnectionRandomTests {
    @Test("Whatever happens, everyone is answered once, in time, and with his own answer", arguments: UInt64(1)...60)
    func anything(seed: UInt64) throws {
        var choices = SeededChoices(seed: seed)
        var limits = RedisConnectionLimits()
        limits.commands = Int.random(in: 5...200, using: &choices)
        limits.bytes = Int.random(in: 500...20_000, using: &choices)
        limits.lateCommandsToHangUp = Int.random(in: 1...50, using: &choices)
        limits.failuresToOpen = Int.random(in: 1...4, using: &choices)
        var world = try MachineWorld(limits)
        var caller = 0
        // Some servers answer, some are slow, some break.
        let pace = Int.random(in: 1...4, using: &choices)
        let misfortune = Int.random(in: 10...400, using: &choices)
        for _ in 0..<2_000 {
            switch Int.random(in: 0..<8, using: &choices) {
            case 0, 1, 2:
                caller += 1
                let wasOpen = world.machine.isCircuitOpen
                let isFull = world.machine.outstanding >= limits.commands
                let accepted = world.submit(caller, bytes: Int.random(in: 0...300, using: &choices))
                #expect(!(accepted && (wasOpen || isFull)), "seed \(seed)")
            case 3:
                world.now = world.now + .milliseconds(Int.random(in: 0...(60 * pace), using: &choices))
            case 4 where world.isConnecting:
                if choices.happens(onceIn: 3) { world.breakConnection() } else { world.connect() }
            case 5 where world.greetingsDue > 0:
                world.answerGreeting()
            case 5, 6:
                if !world.asked.isEmpty { world.answer(Int.random(in: 1...20, using: &choices)) }
            default:
                if world.isConnected, choices.happens(onceIn: misfortune) { world.breakConnection() }
            }
            world.turn(random: choices.next(), room: Int.random(in: 0...4_000, using: &choices))
            try check(world, limits, seed)
        }
        world.end()
        #expect(world.waiting.isEmpty, "seed \(seed)")
        #expect(world.results.count == caller, "seed \(seed)")
    }

    private func check(_ world: MachineWorld, _ limits: RedisConnectionLimits, _ seed: UInt64) throws {
        let place = Comment("seed \(seed) at \(world.now)")
        #expect(world.machine.outstanding <= limits.commands + 1, place)
        #expect(world.machine.outstandingBytes <= limits.bytes + 14, place)
        #expect(!world.machine.isCircuitOpen || world.machine.outstanding == 0, place)
        let earliest = world.waiting.first.flatMap { world.submitted[$0] }
        if let earliest {
            // Nobody waits beyond his deadline, and the owner comes back in time for the next.
            #expect(earliest + limits.commandDeadline > world.now, place)
            let wake = try #require(world.wake, place)
            #expect(wake <= earliest + limits.commandDeadline, place)
        }
        #expect(world.wake != nil, place)
    }
}
