import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Timing of reloads")
struct ReloadTimingTests {
    private struct Case: Sendable {
        var timing: ReloadTiming
        var hasChanged: Bool
        var last: Double?
        var target = 4.0
        var edge = 12.0
        /// Seconds after the load began at 10 s; it ended at 10.3 s.
        var expected: Double
    }

    @Test("Each profile waits as its kind of player does")
    func table() {
        let cases = [
            Case(timing: .rfc8216, hasChanged: true, last: 4, expected: 4),
            Case(timing: .rfc8216, hasChanged: false, last: 4, expected: 2),
            Case(timing: .rfc8216, hasChanged: true, last: 2, expected: 4),
            Case(timing: .hlsjs, hasChanged: true, last: 2.5, expected: 2.5),
            Case(timing: .hlsjs, hasChanged: true, last: 4, expected: 4),
            Case(timing: .hlsjs, hasChanged: true, last: 2.5, edge: 16, expected: 2.5),
            Case(timing: .hlsjs, hasChanged: true, last: 2.5, edge: 16.1, expected: 4),
            Case(timing: .hlsjs, hasChanged: false, last: 2.5, expected: 2),
            Case(timing: .vhs, hasChanged: true, last: 3, expected: 3),
            Case(timing: .vhs, hasChanged: true, last: nil, expected: 10),
            Case(timing: .vhs, hasChanged: false, last: 3, expected: 2),
            Case(timing: .vhs, hasChanged: false, last: nil, target: 0, expected: 10),
            Case(timing: .exo, hasChanged: true, last: 4, expected: 4.3),
            Case(timing: .exo, hasChanged: false, last: 4, expected: 2.3),
            Case(timing: .ffmpeg, hasChanged: true, last: 4, expected: 8),
            Case(timing: .ffmpeg, hasChanged: false, last: 3, expected: 5),
            Case(timing: .sloppy, hasChanged: true, last: 4, expected: 1),
            Case(timing: .sloppy, hasChanged: false, last: 4, expected: 1),
            Case(timing: .greedy, hasChanged: true, last: 4, expected: 4),
        ]
        for test in cases {
            let list = ReloadedList(
                began: at(10), ended: at(10.3), hasChanged: test.hasChanged, targetDuration: .seconds(test.target),
                lastSegmentDuration: test.last.map { .seconds($0) }, edgeDistance: .seconds(test.edge))
            #expect(test.timing.next(after: list) == at(10 + test.expected), "\(test)")
        }
    }

    @Test(
        "A load that took longer than the wait is followed at once, never before its end",
        arguments: ReloadTiming.allCases)
    func slowLoads(timing: ReloadTiming) {
        let list = ReloadedList(began: at(0), ended: at(30), hasChanged: true, targetDuration: .seconds(4))
        #expect(timing.next(after: list) >= at(30))
    }

    @Test("A target of nothing makes no busy loop", arguments: ReloadTiming.allCases)
    func noBusyLoop(timing: ReloadTiming) {
        let list = ReloadedList(
            began: at(0), ended: at(0), hasChanged: false, targetDuration: .zero, lastSegmentDuration: .zero)
        #expect(timing.next(after: list) >= at(0) + ReloadTiming.shortestInterval)
    }
}
