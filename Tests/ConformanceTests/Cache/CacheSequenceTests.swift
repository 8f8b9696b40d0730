import StreavLocal
import StreavPorts
import Testing

@Suite("Cache: generated sequences", .timeLimit(.minutes(2)))
struct CacheSequenceTests {
    private static let seeds = UInt64(1)...40
    /// How often a sequence is begun anew because the machine was too slow for its times.
    private static let attempts = 10

    @Test("Any sequence of commands gives what a simple model gives", arguments: CacheImplementation.allCases)
    func sequences(_ implementation: CacheImplementation) async throws {
        guard case .real = try implementation.make().elapse else {
            for seed in Self.seeds { try await run(implementation, seed, steps: 400) }
            return
        }
        // All at once, since they sleep most of the time.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seed in Self.seeds {
                group.addTask { try await attempt(implementation, seed, steps: 100) }
            }
            try await group.waitForAll()
        }
    }

    private func attempt(_ implementation: CacheImplementation, _ seed: UInt64, steps: Int) async throws {
        for _ in 1..<Self.attempts {
            do {
                return try await run(implementation, seed, steps: steps)
            } catch is SequenceTime.TooSlow {
                continue
            }
        }
        try await run(implementation, seed, steps: steps)
    }

    private func run(_ implementation: CacheImplementation, _ seed: UInt64, steps: Int) async throws {
        let test = try implementation.make()
        // A server is compared with the cache in memory as well, call by call.
        let twinClock = ManualClock()
        let twin = implementation == .memory ? nil : MemoryCache(clock: .manual(twinClock))
        var time = SequenceTime(test.elapse)
        var choices = SeededChoices(seed: seed)
        var model = CacheModel()
        let prefix = RandomName.make("sequence")
        let keys = (0..<4).map { "\(prefix).key\($0)" }
        let pools = (0..<2).map { "\(prefix).pool\($0)" }
        for step in 0..<steps {
            if choices.pick([true, false, false, false]) {
                try await time.pass(Int.random(in: 1...120, using: &choices) * test.elapse.scale)
            }
            for command in CacheCommand.random(
                keys: keys, pools: pools, scale: test.elapse.scale, model, &choices)
            {
                try await time.begin()
                twinClock.advance(by: .milliseconds(time.now - model.now))
                model.now = time.now
                let answer = try await command.perform(on: test.cache)
                try time.end(life: command.life)
                let comment = Comment("seed \(seed), step \(step), \(command)")
                #expect(answer == command.perform(on: &model), comment)
                if let twin { #expect(try await answer == command.perform(on: twin), comment) }
            }
        }
    }
}
