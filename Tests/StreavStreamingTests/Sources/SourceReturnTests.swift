import StreavMedia
import StreavPorts
import StreavStreaming
import Testing

@Suite("Returning to better inputs, and not flapping")
struct SourceReturnTests {
    @Test("FO-7: a better input takes over at a key frame after ten seconds of health, not before")
    func returnsAfterHealth() throws {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.end(0, SourceFailure(.interrupted, "reset"))
        bench.play([0, 1], until: .seconds(30))
        #expect(bench.snapshot.activeIndex == 1)
        #expect(bench.snapshot.sources[0].state == .standby)
        bench.play([0, 1], until: .seconds(33))
        #expect(bench.snapshot.activeIndex == 0)
        let begin = try #require(bench.log.lastIndex(of: "begin 0"))
        #expect(bench.log[begin + 1] == "unit 0 v")
        #expect(bench.log[begin...].allSatisfy { !$0.hasPrefix("unit 1") })
        // The lower input is not needed any more.
        #expect(bench.open[1] == nil)
        #expect(bench.snapshot.switches == 2)
    }

    @Test("Flap guard: at most one switch back in thirty seconds, while failing over never waits")
    func flapGuard() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.end(0, SourceFailure(.interrupted, "reset"))
        bench.play([0, 1], until: .seconds(40))
        #expect(bench.snapshot.activeIndex == 0)
        let returned = bench.snapshot.sources[0].since
        bench.end(0, SourceFailure(.interrupted, "reset"))
        // Immediate, although the last switch is not old.
        bench.play([1], until: bench.now.offset + .seconds(1))
        #expect(bench.snapshot.activeIndex == 1)
        while bench.snapshot.activeIndex == 1, bench.now.offset < .seconds(120) {
            bench.play([0, 1], until: bench.now.offset + .milliseconds(200))
        }
        let again = bench.snapshot.sources[0].since
        #expect(again - returned >= .seconds(30))
        #expect(again - returned <= .seconds(33))
    }

    @Test("F06: an hour of flapping keeps to the backoff, to one connection per input, and to the flap guard")
    func anHourOfFlapping() {
        var bench = SupervisorBench(inputs: 2, seed: 7)
        bench.start()
        var opened = 0
        for second in 0..<3600 {
            bench.play([0, 1], until: .seconds(second + 1))
            // Each connection lives for some three seconds.
            if second % 3 == 0 { bench.end(0, SourceFailure(.interrupted, "reset")) }
            if second % 3 == 1 { bench.end(1, SourceFailure(.interrupted, "reset")) }
        }
        opened = bench.moves.filter { $0.hasPrefix("open") }.count
        // Waits of 15 to 45 s plus some seconds of life: about 100 to 250 attempts per input.
        #expect((100...600).contains(opened))
    }

    @Test("Two inputs that die right after their first key frame do not chase each other")
    func noChase() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        for step in 1...600 {
            for input in 0..<2 {
                bench.feed(input, [.tracks(SupervisorBench.television), .unit(SupervisorBench.video(9, isKey: true))])
                bench.end(input, SourceFailure(.interrupted, "reset"))
            }
            bench.advance(to: .milliseconds(100 * step))
        }
        // 0.5 + 1 + 2 + … + 30 s: some eight attempts per minute and input.
        #expect(bench.moves.filter { $0.hasPrefix("open") }.count <= 24)
    }

    @Test("Waits double from 0.5 s to 30 s, each within half of its length", arguments: [1, 2, 3, 42] as [UInt64])
    func backoff(seed: UInt64) {
        var bench = SupervisorBench(inputs: 1, seed: seed)
        bench.start()
        var expected: Duration = .milliseconds(500)
        for _ in 0..<12 {
            let failedAt = bench.now
            bench.end(0, SourceFailure(.unreachable, "refused"))
            while bench.open[0] == nil, let next = bench.machine.nextDeadline(after: bench.now) {
                bench.advance(to: next.offset)
            }
            let wait = bench.now - failedAt
            #expect(wait >= expected * 0.5 && wait <= expected * 1.5, "\(wait) for \(expected)")
            expected = min(expected * 2, .seconds(30))
        }
    }

    @Test("Ten seconds of health make the next failure count as the first")
    func healthForgives() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        for _ in 0..<6 {
            bench.end(0, SourceFailure(.unreachable, "refused"))
            bench.advance(to: bench.now.offset + .seconds(40))
            // The silent attempts in between fail by themselves; wait for an open one.
            while bench.open[0] == nil, let next = bench.machine.nextDeadline(after: bench.now) {
                bench.advance(to: next.offset)
            }
        }
        bench.play([0], until: bench.now.offset + .seconds(11))
        bench.end(0, SourceFailure(.interrupted, "reset"))
        guard
            case .failed(_, _, let wait)? = bench.notices.last(where: { if case .failed = $0 { true } else { false } })
        else {
            Issue.record("no failure was noticed")
            return
        }
        #expect(wait <= .milliseconds(750))
    }
}
