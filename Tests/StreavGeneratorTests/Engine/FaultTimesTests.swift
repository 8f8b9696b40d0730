import StreavScenario
import Testing

@testable import StreavGenerator

@Suite("What faults of sources explain")
struct FaultTimesTests {
    private func times(_ faults: [Fault], healBy: Duration? = nil) -> FaultTimes {
        FaultTimes(Scenario(name: "x", duration: .seconds(600), cohorts: [], faults: faults, healBy: healBy))
    }

    @Test("from the beginning of a fault until its aftermath is over, on the channels that it strikes")
    func spans() {
        var fault = Fault(at: .seconds(60), word: .sourceGarbage, length: .seconds(10))
        fault.channel = .top(2)
        let times = times([fault])
        #expect(!times.excuse(channel: 0, at: .seconds(59)))
        #expect(times.excuse(channel: 0, at: .seconds(60)))
        #expect(times.excuse(channel: 1, at: .seconds(70) + FaultTimes.aftermath - .milliseconds(1)))
        #expect(!times.excuse(channel: 1, at: .seconds(70) + FaultTimes.aftermath))
        #expect(!times.excuse(channel: 2, at: .seconds(61)))
    }

    @Test("one that says no length lasts until all is healed, and other faults explain nothing")
    func others() {
        var fault = Fault(at: .seconds(60), word: .sourceStall)
        fault.channel = .one(3)
        let times = times([fault, Fault(at: .seconds(1), word: .brokerDown)], healBy: .seconds(300))
        #expect(times.excuse(channel: 2, at: .seconds(300)))
        #expect(!times.excuse(channel: 1, at: .seconds(100)))
    }
}
