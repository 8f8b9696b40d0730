import StreavMedia
import StreavPorts
import StreavStreaming
import Testing

@Suite("Judging inputs")
struct SourceHealthTests {
    @Test("F04: bytes that hold no programme are not media within the dead time")
    func noise() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        for step in 1...21 where bench.open[0] != nil {
            bench.advance(to: .milliseconds(100 * step))
            bench.feed(0, [.fault(.lostSync)], bytes: 1400)
        }
        #expect(bench.snapshot.sources[0].lastFailure?.reason == .notMedia)
        #expect(bench.snapshot.sources[0].faults[.lostSync] ?? 0 >= 19)
    }

    @Test("A page that ends at once is not media rather than ended")
    func shortPage() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(0, [], bytes: 900)
        bench.end(0)
        #expect(bench.snapshot.sources[0].lastFailure?.reason == .notMedia)
    }

    @Test("Bytes whose time stamps stand still are no progress")
    func frozen() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(0, [.tracks(SupervisorBench.television), .unit(SupervisorBench.video(900, isKey: true))])
        for step in 1...19 {
            bench.advance(to: .milliseconds(100 * step))
            bench.feed(0, [.unit(SupervisorBench.video(900, isKey: true)), .clock(UInt64(step) * 2_700_000)])
        }
        #expect(bench.snapshot.activeIndex == 0)
        bench.advance(to: .seconds(2))
        #expect(bench.snapshot.sources[0].lastFailure?.reason == .noProgress)
    }

    @Test("A picture that goes away while the sound goes on is a missing track, and so is sound that was there before")
    func missingTracks() {
        for missing in [0, 1] {
            var bench = SupervisorBench(inputs: 1)
            bench.start()
            bench.play([0], until: .seconds(2))
            while bench.open[0] != nil, bench.now.offset < .seconds(20) {
                let time = UInt64(bench.now.offset.inSecondsForTest * 90_000)
                bench.feed(0, [.unit(SupervisorBench.unit(1 - missing, time, isKey: missing == 1))])
                bench.advance(to: bench.now.offset + .milliseconds(100))
            }
            #expect(bench.snapshot.sources[0].lastFailure?.reason == .missingTrack)
            #expect(bench.now.offset >= .milliseconds(6800) && bench.now.offset <= .milliseconds(6900))
        }
    }

    @Test("Sound that was announced but never came is not missed")
    func silentFromTheStart() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(0, [.tracks(SupervisorBench.television)])
        for step in 0..<300 {
            bench.feed(0, [.unit(SupervisorBench.video(UInt64(step) * 9000, isKey: step % 10 == 0))])
            bench.advance(to: .milliseconds(100 * (step + 1)))
        }
        #expect(bench.snapshot.activeIndex == 0)
    }

    @Test("More continuity errors than the limit within five seconds are death; as many over a minute are not")
    func continuityErrors() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.play([0], until: .seconds(1))
        for _ in 0..<100 { bench.feed(0, [.fault(.continuity)]) }
        #expect(bench.snapshot.activeIndex == 0)
        bench.feed(0, [.fault(.continuity)])
        #expect(bench.snapshot.sources[0].lastFailure?.reason == .tooManyErrors)

        var slow = SupervisorBench(inputs: 1)
        slow.start()
        for second in 1...60 {
            slow.play([0], until: .seconds(second))
            for _ in 0..<10 { slow.feed(0, [.fault(.continuity)]) }
        }
        #expect(slow.snapshot.activeIndex == 0)
        #expect(slow.snapshot.sources[0].faults[.continuity] == 600)
    }

    @Test("An input without key frames is given up")
    func noKeyFrame() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(0, [.tracks(SupervisorBench.television)])
        for step in 0..<210 where bench.open[0] != nil && bench.snapshot.sources[0].lastFailure == nil {
            bench.feed(0, [.unit(SupervisorBench.video(UInt64(step) * 9000, isKey: false))])
            bench.advance(to: .milliseconds(100 * (step + 1)))
        }
        #expect(bench.snapshot.sources[0].lastFailure?.reason == .noKeyFrame)
    }

    @Test("F05: jumps and the 33-bit wrap of time stamps are neither death nor slowness")
    func jumps() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.feed(0, [.tracks(SupervisorBench.television)])
        let start = (UInt64(1) << 33) - 10 * 90_000
        for step in 0..<300 {
            let jump: UInt64 = step >= 200 ? 40_000_000 : 0
            let time = start + UInt64(step) * 9000 + jump
            bench.feed(0, [.unit(SupervisorBench.video(time, isKey: step % 10 == 0))])
            bench.advance(to: .milliseconds(100 * (step + 1)))
        }
        #expect(bench.snapshot.activeIndex == 0)
        #expect(!bench.snapshot.sources[0].isDegraded)
    }

    @Test("F03: an input at 0.7 of its rate is degraded within ten seconds, and left only for a healthy one")
    func degraded() {
        var bench = SupervisorBench(inputs: 3)
        bench.start()
        bench.play([0], until: .seconds(10), slow: [0: 0.7])
        #expect(bench.snapshot.sources[0].isDegraded)
        #expect(bench.snapshot.activeIndex == 0)
        #expect(bench.moves.last == "open 1")
        // The second input is as slow: it is no reason to leave.
        bench.play([0, 1], until: .seconds(25), slow: [0: 0.7, 1: 0.7])
        #expect(bench.snapshot.activeIndex == 0)
        #expect(bench.open[1] == nil)
        #expect(bench.open[2] != nil)
        bench.play([0, 2], until: .seconds(45), slow: [0: 0.7])
        #expect(bench.snapshot.activeIndex == 2)
        #expect(bench.snapshot.switches == 1)
    }

    @Test("A healthy input that comes in blocks of four seconds never looks slow")
    func blocks() {
        var bench = SupervisorBench(inputs: 1, deadAfter: .seconds(6))
        bench.start()
        bench.feed(0, [.tracks(SupervisorBench.television)])
        for block in 0..<15 {
            for frame in 0..<100 {
                let time = UInt64(block) * 360_000 + UInt64(frame) * 3600
                bench.feed(0, [.unit(SupervisorBench.video(time, isKey: frame == 0))])
            }
            bench.advance(to: .seconds(4 * (block + 1)))
            #expect(!bench.snapshot.sources[0].isDegraded)
        }
        #expect(bench.snapshot.activeIndex == 0)
    }

    @Test("A source that never answers is given longer at each attempt, up to ten seconds")
    func slowStarters() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        var times: [Duration] = []
        for _ in 0..<5 {
            while bench.open[0] == nil, let next = bench.machine.nextDeadline(after: bench.now) {
                bench.advance(to: next.offset)
            }
            let opened = bench.now
            while bench.open[0] != nil, let next = bench.machine.nextDeadline(after: bench.now) {
                bench.advance(to: next.offset)
            }
            times.append(bench.now - opened)
        }
        #expect(times == [.seconds(2), .seconds(4), .seconds(8), .seconds(10), .seconds(10)])
    }

    @Test("FO-9: a backup with other tracks is known before it is needed, by a short look at it")
    func divergentInputs() {
        var bench = SupervisorBench(inputs: 2, rules: SourceRules())
        bench.start()
        bench.play([0], until: .seconds(29))
        #expect(bench.open[1] == nil)
        bench.play([0], until: .seconds(31))
        #expect(bench.open[1] != nil)
        bench.feed(1, [.tracks(SupervisorBench.radio)])
        #expect(bench.open[1] == nil)
        #expect(bench.snapshot.divergentInputs == [1])
        #expect(bench.notices.contains(.divergentInputs(active: 0, other: 1)))
        // No second look for ten minutes.
        bench.play([0], until: .seconds(600))
        #expect(bench.moves.filter { $0 == "open 1" }.count == 1)
        bench.play([0], until: .seconds(640))
        #expect(bench.moves.filter { $0 == "open 1" }.count == 2)
    }

    @Test("The bit rate is that of the last seconds")
    func bitrate() {
        var bench = SupervisorBench(inputs: 1)
        bench.start()
        bench.play([0], until: .seconds(10))
        // 40 000 bytes each 200 ms.
        #expect((1_400_000...1_700_000).contains(bench.snapshot.sources[0].bitrate))
        #expect(bench.snapshot.sources[0].bytes >= 2_000_000)
    }
}
