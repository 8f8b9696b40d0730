import StreavMedia
import StreavPorts
import StreavStreaming
import Testing

@Suite("Inputs that somebody chose")
struct SourcePreferenceTests {
    @Test("A chosen input goes on air with its next key frame, and the one before keeps the air until then")
    func takesOver() throws {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.prefer(1)
        #expect(bench.snapshot.activeIndex == 0)
        bench.play([0, 1], until: .seconds(22))
        #expect(bench.snapshot.activeIndex == 1)
        let begin = try #require(bench.log.lastIndex(of: "begin 1"))
        #expect(bench.log[begin + 1] == "unit 1 v")
        #expect(!bench.moves.contains("down"))
    }

    @Test("No better input takes the chosen one's place while it is well, nor holds a connection")
    func stays() {
        var bench = SupervisorBench(inputs: 3)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.prefer(2)
        bench.play([0, 1, 2], until: .seconds(300))
        #expect(bench.snapshot.activeIndex == 2)
        #expect(Array(bench.open.keys) == [2])
        #expect(bench.snapshot.switches == 1)
    }

    @Test("Where the chosen one fails, the order decides again")
    func givenUp() {
        var bench = SupervisorBench(inputs: 3)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.prefer(2)
        bench.play([0, 1, 2], until: .seconds(60))
        #expect(bench.snapshot.activeIndex == 2)
        bench.end(2, SourceFailure(.interrupted, "reset"))
        bench.play([0, 1, 2], until: .seconds(62))
        #expect(bench.snapshot.activeIndex == 0)
        bench.play([0, 1, 2], until: .seconds(200))
        #expect(bench.snapshot.activeIndex == 0)
    }

    @Test("A chosen one that cannot be opened leaves the air as it is")
    func neverComes() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.prefer(1)
        bench.end(1, SourceFailure(.unreachable, "no route"))
        bench.play([0, 1], until: .seconds(120))
        #expect(bench.snapshot.activeIndex == 0)
        #expect(!bench.moves.contains("down"))
        #expect(bench.snapshot.switches == 0)
    }

    @Test("A chosen one that becomes slower than real time is left for a healthy one, and does not come back by itself")
    func degraded() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.prefer(1)
        bench.play([0, 1], until: .seconds(60))
        #expect(bench.snapshot.activeIndex == 1)
        bench.play([0, 1], until: .seconds(120), slow: [1: 0.5])
        #expect(bench.snapshot.activeIndex == 0)
        bench.play([0, 1], until: .seconds(200))
        #expect(bench.snapshot.activeIndex == 0)
    }

    @Test("The one on air may be chosen, and what is chosen waits for no backoff")
    func hurried() {
        var bench = SupervisorBench(inputs: 2)
        bench.start()
        bench.play([0], until: .seconds(20))
        bench.prefer(0)
        bench.play([0], until: .seconds(22))
        #expect(bench.snapshot.activeIndex == 0)
        for _ in 0..<6 {
            bench.prefer(1)
            bench.end(1, SourceFailure(.unreachable, "no route"))
        }
        bench.prefer(1)
        #expect(bench.open[1] != nil)
        #expect(!bench.machine.canPrefer(2))
    }
}
