import StreavDomain
import StreavLocal
import StreavPorts
import Testing

@Suite("The manual clock", .timeLimit(.minutes(1)))
struct ManualClockTests {
    @Test("It stands still until it is moved, and both clocks move together")
    func standsStill() {
        let manual = ManualClock(start: MonotonicInstant(offset: .seconds(5)), wall: Timestamp(milliseconds: 1_000))
        let clock = StreavClock.manual(manual)
        #expect(clock.monotonicNow == MonotonicInstant(offset: .seconds(5)))
        #expect(clock.wallNow == Timestamp(milliseconds: 1_000))
        manual.advance(by: .milliseconds(1_500))
        #expect(clock.monotonicNow == MonotonicInstant(offset: .milliseconds(6_500)))
        #expect(clock.wallNow == Timestamp(milliseconds: 2_500))
    }

    @Test("Steps of the wall clock, either way, do not move the monotonic one nor wake anybody")
    func wallSteps() async throws {
        let manual = ManualClock(wall: Timestamp(milliseconds: 10_000))
        let clock = StreavClock.manual(manual)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(for: .seconds(60)) }
            try await manual.waitForSleepers()
            manual.stepWall(by: .seconds(3_600))
            #expect(clock.wallNow == Timestamp(milliseconds: 3_610_000))
            manual.stepWall(by: .seconds(-7_200))
            #expect(clock.wallNow == Timestamp(milliseconds: -3_590_000))
            #expect(clock.monotonicNow == .zero)
            #expect(manual.sleeperCount == 1)
            manual.advance(by: .seconds(60))
            try await group.waitForAll()
        }
    }

    @Test("A sleeper is resumed at its deadline, not a nanosecond before")
    func deadline() async throws {
        let manual = ManualClock()
        let clock = StreavClock.manual(manual)
        try await withThrowingTaskGroup(of: MonotonicInstant.self) { group in
            group.addTask {
                try await clock.sleep(for: .milliseconds(250))
                return clock.monotonicNow
            }
            try await manual.waitForSleepers()
            manual.advance(by: .milliseconds(250) - .nanoseconds(1))
            #expect(manual.sleeperCount == 1)
            manual.advance(by: .nanoseconds(1))
            #expect(try await group.next() == MonotonicInstant(offset: .milliseconds(250)))
        }
    }

    @Test(
        "Time goes from deadline to deadline, in their order, whatever the order of sleeping",
        arguments: UInt64(1)...5)
    func order(seed: UInt64) async throws {
        let manual = ManualClock()
        let clock = StreavClock.manual(manual)
        var choices = SeededChoices(seed: seed)
        let deadlines = (0..<50).map { _ in Int.random(in: 1...20, using: &choices) }
        let woken = Tally<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for deadline in deadlines {
                group.addTask {
                    try await clock.sleep(until: MonotonicInstant(offset: .seconds(deadline)))
                    #expect(clock.monotonicNow == MonotonicInstant(offset: .seconds(deadline)))
                    woken.change { $0.append(deadline) }
                }
            }
            try await manual.waitForSleepers(50)
            var left = 50
            while manual.advanceToNextDeadline() {
                left = manual.sleeperCount
                // The clock waits for those it woke: real time has no part in the test.
                while woken.value.count < 50 - left { await Task.yield() }
            }
            try await group.waitForAll()
        }
        #expect(woken.value == deadlines.sorted())
    }

    @Test("A limit keeps the clock from running past it")
    func limited() async throws {
        let manual = ManualClock()
        let clock = StreavClock.manual(manual)
        #expect(manual.advanceToNextDeadline() == false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(for: .seconds(10)) }
            try await manual.waitForSleepers()
            #expect(manual.nextDeadline == MonotonicInstant(offset: .seconds(10)))
            #expect(manual.advanceToNextDeadline(notAfter: MonotonicInstant(offset: .seconds(9))) == false)
            #expect(clock.monotonicNow == .zero)
            #expect(manual.advanceToNextDeadline(notAfter: MonotonicInstant(offset: .seconds(10))))
            try await group.waitForAll()
        }
    }

    @Test("Cancelled sleepers leave, and the others sleep on")
    func cancellation() async throws {
        let manual = ManualClock()
        let clock = StreavClock.manual(manual)
        await withThrowingTaskGroup(of: Void.self) { group in
            for seconds in 1...20 {
                group.addTask { try await clock.sleep(for: .seconds(seconds)) }
            }
            try? await manual.waitForSleepers(20)
            group.cancelAll()
            while let result = await group.nextResult() {
                #expect(throws: CancellationError.self) { try result.get() }
            }
        }
        #expect(manual.sleeperCount == 0)
        #expect(manual.nextDeadline == nil)
    }

    @Test("Cancelling and waking at once resumes every sleeper exactly once")
    func cancellationRace() async throws {
        for _ in 0..<200 {
            let manual = ManualClock()
            let clock = StreavClock.manual(manual)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await clock.sleep(for: .seconds(1)) }
                group.addTask { manual.advance(by: .seconds(1)) }
                group.cancelAll()
            }
            #expect(manual.sleeperCount == 0)
        }
    }
}
