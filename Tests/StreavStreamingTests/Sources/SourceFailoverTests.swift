import StreavMedia
import StreavPorts
import StreavStreaming
import Testing

@Suite("Failing over between inputs")
struct SourceFailoverTests {
    @Test("The best input is opened first, and alone")
    func opensTheBest() {
        var bench = SupervisorBench(inputs: 3)
        bench.start()
        #expect(bench.moves == ["open 0"])
        #expect(bench.snapshot.sources[0].state == .opening)
        #expect(bench.snapshot.activeIndex == nil)
    }

    @Test("F02: silence with an open socket is death at exactly the dead time, and the next input opens at once")
    func silence() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(5))
        // The last bytes came at 4.8 s.
        bench.advance(to: .milliseconds(6799))
        #expect(bench.snapshot.activeIndex == 0)
        bench.advance(to: .milliseconds(6800))
        #expect(bench.snapshot.activeIndex == nil)
        #expect(bench.moves == ["open 0", "begin 0", "close 0", "open 1"])
        #expect(bench.snapshot.sources[0].lastFailure?.reason == .noBytes)
    }

    @Test("Exactly one input is used up per failure")
    func oneAtATime() {
        var bench = SupervisorBench(inputs: 4)
        bench.start()
        bench.play([0], until: .seconds(1))
        bench.end(0, SourceFailure(.interrupted, "reset"))
        #expect(bench.moves == ["open 0", "begin 0", "open 1"])
        bench.end(1, SourceFailure(.unreachable, "refused"))
        #expect(bench.moves.suffix(1) == ["open 2"])
        #expect(bench.open[3] == nil)
    }

    @Test("FO-3: a television programme is joined at a video key frame, never at an audio unit")
    func spliceOnVideo() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(
            0,
            [
                .tracks(SupervisorBench.television), .unit(SupervisorBench.audio(0, isKey: true)),
                .unit(SupervisorBench.video(0, isKey: false)), .unit(SupervisorBench.audio(1, isKey: true)),
            ])
        #expect(bench.snapshot.activeIndex == nil)
        bench.feed(
            0,
            [
                .unit(SupervisorBench.audio(2, isKey: true)), .unit(SupervisorBench.video(3600, isKey: true)),
                .unit(SupervisorBench.audio(3, isKey: true)),
            ])
        #expect(bench.log == ["open 0", "begin 0", "unit 0 v", "unit 0 a"])
    }

    @Test("A radio programme is joined at its first sound")
    func radio() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(0, [.tracks(SupervisorBench.radio), .unit(SupervisorBench.unit(0, 0, isKey: true))])
        #expect(bench.moves == ["open 0", "begin 0"])
    }

    @Test("A damaged key frame is no place to join")
    func damagedKeyFrame() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        let damaged = TransportUnit(
            trackIndex: 0, packets: SupervisorBench.video(0, isKey: true).packets, presentationTime: 0, decodeTime: 0,
            programClock: nil, isRandomAccess: true, hasError: true, format: nil)
        bench.feed(0, [.tracks(SupervisorBench.television), .unit(damaged)])
        #expect(bench.snapshot.activeIndex == nil)
    }

    @Test("What a closed connection still delivers is not looked at")
    func nothingOfTheOld() throws {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(1))
        let old = try #require(bench.open[0])
        bench.end(0, SourceFailure(.interrupted, "reset"))
        bench.play([1], until: .seconds(2))
        let late = bench.machine.received(
            [.unit(SupervisorBench.video(90_000, isKey: true))], byteCount: 188, from: old, at: bench.now)
        #expect(late.isEmpty)
        #expect(bench.snapshot.activeIndex == 1)
    }

    @Test("The same input begins anew after it was reopened")
    func reconnect() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.play([0], until: .seconds(1))
        bench.end(0)
        #expect(bench.moves == ["open 0", "begin 0", "down"])
        bench.advance(to: .seconds(2))
        bench.play([0], until: .seconds(4))
        #expect(bench.moves == ["open 0", "begin 0", "down", "open 0", "begin 0"])
        #expect(bench.snapshot.switches == 0)
        #expect(bench.snapshot.sources[0].restarts == 1)
    }

    @Test("FO-8: when all are down the sink is told once, and all are retried")
    func allDown() {
        var bench = SupervisorBench(inputs: 3)
        bench.start()
        for offset in 1...600 {
            for input in 0..<3 { bench.end(input, SourceFailure(.unreachable, "refused")) }
            bench.advance(to: .milliseconds(100 * offset))
        }
        #expect(bench.moves.filter { $0 == "down" }.count == 1)
        #expect(bench.snapshot.isDown)
        for input in 0..<3 { #expect(bench.moves.filter { $0 == "open \(input)" }.count >= 5) }
        // It ends with the first that comes back.
        while bench.open[2] == nil, let next = bench.machine.nextDeadline(after: bench.now) {
            bench.advance(to: next.offset)
        }
        bench.play([2], until: bench.now.offset + .seconds(2))
        #expect(!bench.snapshot.isDown)
    }

    @Test("An empty plan is down from the start")
    func noInputs() {
        var bench = SupervisorBench(inputs: 0)
        bench.start()
        #expect(bench.moves == ["down"])
        #expect(bench.machine.nextDeadline(after: bench.now) == nil)
    }

    @Test("A standby that delivers takes over at its next key frame, and no further input is opened")
    func standbyTakesOver() {
        var bench = SupervisorBench(inputs: 3)
        bench.start()
        bench.play([0], until: .seconds(1))
        bench.end(0, SourceFailure(.interrupted, "reset"))
        // The first input is back as a standby, but not healthy for long enough to return to.
        bench.play([0, 1], until: .seconds(6))
        #expect(bench.snapshot.activeIndex == 1)
        bench.end(1, SourceFailure(.interrupted, "reset"))
        bench.play([0], until: .seconds(8))
        #expect(bench.snapshot.activeIndex == 0)
        #expect(!bench.moves.contains("open 2"))
    }

    @Test("Stopping closes every connection and opens none any more")
    func stop() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(1))
        let actions = bench.machine.stop(at: bench.now)
        #expect(actions.count == 1)
        #expect(bench.machine.nextDeadline(after: bench.now) == nil)
        #expect(bench.snapshot.sources.allSatisfy { $0.state == .idle })
    }
}
