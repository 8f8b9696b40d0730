import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@Suite("Clock", .timeLimit(.minutes(1)))
struct ClockTests {
    @Test("Sleeping ends at or after the deadline", arguments: ClockImplementation.allCases)
    func sleeps(_ implementation: ClockImplementation) async throws {
        let test = implementation.make()
        try await test.moving {
            for milliseconds in [1, 5, 20] {
                let before = test.clock.monotonicNow
                try await test.clock.sleep(for: .milliseconds(milliseconds))
                #expect(test.clock.monotonicNow - before >= .milliseconds(milliseconds))
            }
            try await test.clock.sleep(until: test.clock.monotonicNow - .seconds(5))
            try await test.clock.sleep(for: .zero)
        }
    }

    @Test("A cancelled task does not sleep, not even for nothing", arguments: ClockImplementation.allCases)
    func cancelled(_ implementation: ClockImplementation) async throws {
        let test = implementation.make()
        for duration in [Duration.seconds(3_600), .zero, .seconds(-1)] {
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await test.clock.sleep(for: duration) }
                group.cancelAll()
                guard let result = await group.nextResult() else { return }
                // One that was through before it was cancelled has nothing to throw.
                if duration > .zero {
                    #expect(throws: CancellationError.self) { try result.get() }
                }
            }
        }
    }

    @Test("The monotonic clock never goes back", arguments: ClockImplementation.allCases)
    func monotonic(_ implementation: ClockImplementation) {
        let clock = implementation.make().clock
        var last = clock.monotonicNow
        for _ in 0..<10_000 {
            let now = clock.monotonicNow
            #expect(now >= last)
            last = now
        }
    }

    @Test("The wall clock of the system is of this century")
    func wall() {
        let clock = StreavClock.system
        #expect(clock.wallNow > Timestamp(milliseconds: 1_700_000_000_000))
        #expect(clock.wallNow < Timestamp(milliseconds: 4_102_444_800_000))
    }
}
