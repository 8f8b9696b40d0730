import StreavPorts
import Testing

@testable import StreavRabbitMQ

@Suite("RabbitMQ: confirms")
struct ConfirmTrackerTests {
    private func entry(_ ticket: Int, deadline: Int = 100) -> ConfirmTracker<Int>.Entry {
        ConfirmTracker.Entry(
            ticket: ticket, exchange: "e", cost: 10, deadline: MonotonicInstant(offset: .seconds(deadline)))
    }

    @Test(
        "Confirms out of order, late, twice and for several at once tell each publisher once",
        arguments: UInt64(1)...200)
    func randomSteps(_ seed: UInt64) {
        var choices = Choices(seed: seed)
        var tracker = ConfirmTracker<Int>()
        var open: [UInt64: Int] = [:]
        var late: Set<UInt64> = []
        var returned: Set<UInt64> = []
        var answers: [Int: Int] = [:]
        var sent = 0
        for _ in 0..<400 {
            switch Int.random(in: 0..<10, using: &choices) {
            case 0..<5:
                let tag = tracker.sent(entry(sent, deadline: Int.random(in: 0..<10, using: &choices)))
                #expect(tag == UInt64(sent + 1))
                open[tag] = sent
                sent += 1
            case 5:
                let tag = UInt64.random(in: 0...UInt64(sent + 2), using: &choices)
                tracker.returned(tag)
                if open[tag] != nil || late.contains(tag) { returned.insert(tag) }
            case 6:
                let now = MonotonicInstant(offset: .seconds(Int.random(in: 0..<3, using: &choices)))
                for ticket in tracker.expire(at: now) {
                    answers[ticket, default: 0] += 1
                    late.insert(UInt64(ticket + 1))
                    open[UInt64(ticket + 1)] = nil
                }
            default:
                let tag = UInt64.random(in: 0...UInt64(sent + 2), using: &choices)
                let multiple = Bool.random(using: &choices)
                let outcomes = tracker.settled(tag, multiple: multiple, isTaken: true)
                let last = multiple && tag == 0 ? UInt64(sent) : tag
                let covered = open.keys.filter { last <= sent && (multiple ? $0 <= last : $0 == last) }
                #expect(outcomes.map(\.ticket) == covered.sorted().compactMap { open[$0] }, "seed \(seed)")
                for (ticket, outcome) in outcomes {
                    answers[ticket, default: 0] += 1
                    #expect(outcome == (returned.contains(UInt64(ticket + 1)) ? .returned : .taken))
                }
                for tag in covered { open[tag] = nil }
                if last <= sent { late = late.filter { multiple ? $0 > last : $0 != last } }
            }
            #expect(tracker.count == open.count + late.count, "seed \(seed)")
            #expect(tracker.cost == 10 * tracker.count)
        }
        #expect(answers.values.allSatisfy { $0 == 1 })
        #expect(Set(tracker.reset().compactMap(\.ticket)) == Set(open.values))
        #expect(tracker.count == 0 && tracker.nextTag == 1)
    }

    @Test("A refusal is no confirm")
    func refused() {
        var tracker = ConfirmTracker<Int>()
        _ = tracker.sent(entry(7))
        let outcomes = tracker.settled(1, multiple: false, isTaken: false)
        #expect(outcomes.map(\.outcome) == [.notTaken])
        #expect(tracker.settled(UInt64.max, multiple: true, isTaken: true).isEmpty)
    }
}
