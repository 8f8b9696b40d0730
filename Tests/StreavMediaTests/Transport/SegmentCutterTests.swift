import StreavMedia
import Testing

@Suite struct SegmentCutterTests {
    private struct Cuts {
        var times: [Int64] = []
        var withoutKey = 0
    }

    private func unit(
        _ time: Int64, isKey: Bool, isDiscontinuity: Bool = false, isKeyTrack: Bool = true
    ) -> LiveMuxer.MuxedUnit {
        LiveMuxer.MuxedUnit(
            trackIndex: 0, decodeTime: time, presentationTime: time, isRandomAccess: isKey,
            isDiscontinuity: isDiscontinuity, isKeyTrack: isKeyTrack)
    }

    /// Frames of `step` ticks, a key frame each `group` frames.
    private func cuts(
        step: Int64, group: Int?, frames: Int, target: Int64 = 360_000, early: Int64? = nil
    ) -> Cuts {
        var cutter = SegmentCutter(target: target, earlyFirstCut: early)
        var cuts = Cuts()
        for index in 0..<frames {
            let isKey = index == 0 || group.map { index % $0 == 0 } ?? false
            if case .before(let startsWithKeyFrame) = cutter.next(unit(Int64(index) * step, isKey: isKey)) {
                cuts.times.append(Int64(index) * step)
                if !startsWithKeyFrame { cuts.withoutKey += 1 }
            }
        }
        return cuts
    }

    private func durations(_ cuts: Cuts) -> [Int64] {
        zip([0] + cuts.times, cuts.times).map { $1 - $0 }
    }

    @Test func `Groups that divide the target fill it`() {
        #expect(durations(cuts(step: 3600, group: 50, frames: 501)) == [360_000, 360_000, 360_000, 360_000, 360_000])
        #expect(durations(cuts(step: 3600, group: 25, frames: 301)) == [360_000, 360_000, 360_000])
    }

    @Test func `Groups at 29,97 Hz fill it too, though they are longer by a thousandth`() {
        #expect(durations(cuts(step: 3003, group: 60, frames: 481)) == [360_360, 360_360, 360_360, 360_360])
    }

    @Test func `Groups that do not divide the target are cut before they exceed it`() {
        // 1.6 s: two fit into 4 s, three do not. 3 s: one does.
        #expect(durations(cuts(step: 3600, group: 40, frames: 241)) == [288_000, 288_000, 288_000])
        let long = cuts(step: 3600, group: 75, frames: 376)
        // Until the group's length is known, the first cut comes when no key frame came in time or one did.
        #expect(long.withoutKey <= 1)
        #expect(durations(long).dropFirst().allSatisfy { $0 <= 382_500 })
    }

    @Test func `Without key frames it is cut at the target, and said so`() {
        let cuts = cuts(step: 3600, group: nil, frames: 1000)
        #expect(cuts.withoutKey == cuts.times.count)
        #expect(durations(cuts).allSatisfy { $0 > 375_000 && $0 <= 382_500 })
    }

    @Test func `The first segment may end early`() {
        #expect(durations(cuts(step: 3600, group: 25, frames: 226, early: 90_000)) == [90_000, 360_000, 360_000])
        #expect(durations(cuts(step: 3600, group: 50, frames: 151, early: 90_000)) == [180_000, 360_000])
    }

    @Test func `A discontinuity ends a segment, other tracks never do`() {
        var cutter = SegmentCutter(target: 360_000)
        #expect(cutter.next(unit(0, isKey: true)) == .none)
        #expect(cutter.next(unit(3600, isKey: false)) == .none)
        #expect(cutter.next(unit(900_000, isKey: false, isKeyTrack: false)) == .none)
        #expect(cutter.next(unit(7200, isKey: true, isDiscontinuity: true)) == .before(startsWithKeyFrame: true))
        #expect(cutter.next(unit(10_800, isKey: false)) == .none)
    }

    @Test func `Segments of any stream stay within target and tolerance, and never get empty`() {
        for seed in 0..<200 {
            var random = TransportRandom(seed: UInt64(seed))
            let target = Int64.random(in: 2...10, using: &random) * 90_000
            var cutter = SegmentCutter(target: target, earlyFirstCut: Bool.random(using: &random) ? 90_000 : nil)
            var time: Int64 = 0
            var start: Int64 = 0
            let step = Int64.random(in: 1500...7200, using: &random)
            for index in 0..<3000 {
                let isKey = index == 0 || Int.random(in: 0..<60, using: &random) == 0
                if cutter.next(unit(time, isKey: isKey)) != .none {
                    #expect(time > start && time - start <= target + SegmentCutter.tolerance)
                    start = time
                }
                time += step
            }
            #expect(time - start <= target + SegmentCutter.tolerance + step)
        }
    }
}
