import StreavDomain
import StreavLocal
import StreavPorts
import StreavScenario
import Testing

@testable import StreavSimulation

@Suite("The times of faults")
struct FaultTimelineTests {
    private static func timeline(_ faults: [Fault], healBy: Duration? = nil) -> FaultTimeline {
        FaultTimeline(Scenario(name: "a", duration: .seconds(60), cohorts: [], faults: faults, healBy: healBy))
    }

    private static func at(_ seconds: Int64) -> MonotonicInstant { MonotonicInstant(offset: .seconds(seconds)) }

    @Test("a fault is at work from its time until its length is over, and not before load begins")
    func span() {
        let timeline = Self.timeline([Fault(at: .seconds(5), word: .brokerDown, length: .seconds(3))])
        #expect(timeline.active(.brokerDown, at: Self.at(106)) == nil)
        timeline.begin(at: Self.at(100))
        #expect(timeline.active(.brokerDown, at: Self.at(104)) == nil)
        #expect(timeline.active(.brokerDown, at: Self.at(105))?.age == .zero)
        #expect(timeline.active(.brokerDown, at: Self.at(107))?.age == .seconds(2))
        #expect(timeline.active(.brokerDown, at: Self.at(108)) == nil)
        #expect(timeline.active(.cacheLost, at: Self.at(106)) == nil)
        #expect(timeline.healed == .seconds(8))
    }

    @Test("without a length it ends when all does, and what happens in an instant is never at work")
    func healing() {
        let timeline = Self.timeline(
            [Fault(at: .seconds(5), word: .databaseReadonly), Fault(at: .seconds(6), word: .cacheLost)],
            healBy: .seconds(20))
        timeline.begin(at: .zero)
        #expect(timeline.active(.databaseReadonly, at: Self.at(19)) != nil)
        #expect(timeline.active(.databaseReadonly, at: Self.at(20)) == nil)
        #expect(timeline.active(.cacheLost, at: Self.at(6)) == nil)
        #expect(timeline.turns.map(\.at) == [.seconds(5), .seconds(6), .seconds(20)])
        #expect(timeline.turns.map(\.begins) == [true, true, false])
    }

    @Test("a reset strikes each channel it is for once")
    func reset() {
        var fault = Fault(at: .seconds(5), word: .sourceReset)
        fault.channel = .top(2)
        let timeline = Self.timeline([fault])
        timeline.begin(at: .zero)
        #expect(timeline.active(on: 3, at: Self.at(6)).isEmpty)
        #expect(timeline.active(on: 2, at: Self.at(6)).count == 1)
        #expect(timeline.active(on: 2, at: Self.at(7)).isEmpty)
        #expect(timeline.active(on: 1, at: Self.at(7)).count == 1)
    }

    @Test("a clock that is stepped goes on from there, and the monotonic one does not notice")
    func clock() {
        var fault = Fault(at: .seconds(5), word: .clockStep)
        fault.by = .seconds(-3600)
        let timeline = Self.timeline([fault])
        let manual = ManualClock()
        let stepped = SteppedClock(inner: .manual(manual), faults: timeline)
        timeline.begin(at: manual.monotonicNow())
        let before = stepped.wallNow()
        manual.advance(by: .seconds(5))
        #expect(stepped.wallNow().duration(since: before) == .seconds(5 - 3600))
        #expect(stepped.monotonicNow() == manual.monotonicNow())
        #expect(timeline.bites(.clockStep) == 1)
    }
}
