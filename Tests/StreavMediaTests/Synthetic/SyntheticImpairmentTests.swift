import NIOCore
import StreavMedia
import Testing

@Suite struct SyntheticImpairmentTests {
    private static let modulus: UInt64 = 1 << 33

    /// The runs of groups in which something is wrong: a place and a length in groups, by period.
    private func incidents(_ run: SyntheticRun, period: Int) throws -> [[Int]] {
        let impaired = try run.impaired
        return stride(from: 0, to: run.groups.count, by: period / 2).map { start in
            impaired.filter { (start..<start + period / 2).contains($0) }.map { $0 - start }
        }
    }

    @Test(arguments: [
        SyntheticImpairment.Kind.clockJump, .timeJump, .missingTables, .codec, .resolution, .silence, .continuity,
    ])
    func `An impairment comes once in each period, for its length, where the seed says`(
        kind: SyntheticImpairment.Kind
    ) throws {
        var places: Set<[Int]> = []
        for seed in 1...3 as ClosedRange<UInt64> {
            let run = try SyntheticRun(kind, seed: seed)
            for incident in try incidents(run, period: 12) {
                #expect(incident.count == 2)
                #expect(incident.last.map { $0 - 1 } == incident.first)
                places.insert(incident)
            }
            let again = SyntheticChannel(run.channel.configuration)
            #expect(again.group(run.groups[5].index) == run.groups[5])
        }
        #expect(places.count > 1)
    }

    @Test func `Lost packets leave gaps in the counters and nothing else`() throws {
        let run = try SyntheticRun(.continuity)
        let missing = try SyntheticRun.stream(run.unimpaired).readableBytes - run.stream.readableBytes
        #expect((4 * 188...12 * 188).contains(missing))
        let recorder = TransportRecorder(run.stream)
        #expect(recorder.faults.allSatisfy { $0 == .continuity })
        #expect((1...12).contains(recorder.faults.count))
        for group in run.groups {
            #expect(group.moments.count == 50)
            #expect(group.moments.last?.bytes.upperBound == group.packets.readableBytes)
        }
    }

    @Test func `The clock reference jumps alone, or with the timestamps`() throws {
        for (kind, isAlone) in [(SyntheticImpairment.Kind.clockJump, true), (.timeJump, false)] {
            let run = try SyntheticRun(kind)
            let right = StreamChecker(SyntheticRun.stream(try run.unimpaired))
            let checker = StreamChecker(run.stream)
            #expect(checker.violations.isEmpty)
            let impaired = try run.impaired
            for group in run.groups.indices {
                let clock = Int64(checker.clocks[group * 50].value) - Int64(right.clocks[group * 50].value)
                let units = [checker, right].map { $0.units(of: SyntheticChannel.videoPID)[group * 50].pts ?? 0 }
                let time = Int64(units[0]) - Int64(units[1])
                let isJump = impaired.contains(group)
                #expect(isJump == (5 * 27_000_000...60 * 27_000_000).contains(abs(clock)))
                #expect(isAlone ? time == 0 : time * 300 == clock)
            }
        }
    }

    @Test func `The wrap lies in the middle of its time`() throws {
        let run = try SyntheticRun(.wrap, length: 8, period: 8, periods: 1)
        let checker = StreamChecker(run.stream)
        #expect(checker.violations.isEmpty)
        let times = checker.units(of: SyntheticChannel.videoPID).compactMap(\.pts)
        #expect(times[99] == Self.modulus - 3_600)
        #expect(times[100] == 0)
    }

    @Test func `Tables are missing, and the rest is there`() throws {
        let run = try SyntheticRun(.missingTables, length: 12, periods: 1)
        let checker = StreamChecker(run.stream)
        #expect(checker.violations.isEmpty)
        #expect(checker.tablePositions.isEmpty && checker.mapVersions.isEmpty)
        #expect(checker.units == StreamChecker(SyntheticRun.stream(try run.unimpaired)).units)
        #expect(TransportRecorder(run.stream).units.isEmpty)
    }

    @Test func `The sound becomes another, and the map says so by its version`() throws {
        let run = try SyntheticRun(.codec)
        let checker = StreamChecker(run.stream)
        #expect(checker.violations.isEmpty)
        #expect(Set(checker.mapVersions) == [0, 1])
        let recorder = TransportRecorder(run.stream)
        #expect(recorder.faults.isEmpty)
        let codecs = recorder.tracks.map { $0.map(\.codec) }
        #expect(codecs.count >= 3)
        #expect(Set(codecs.compactMap(\.last)) == [.aac, .mp3])
        let impaired = try run.impaired
        let layerTwo = checker.units(of: SyntheticChannel.audioPID).filter { $0.payload.starts(with: [0xFF, 0xFD]) }
        #expect(layerTwo.count == impaired.count * 32)
        #expect(layerTwo.allSatisfy { $0.payload.count % 96 == 0 })
        for (unit, next) in zip(layerTwo, layerTwo.dropFirst()) {
            let step = (next.pts ?? 0) &- (unit.pts ?? 0)
            #expect(step == UInt64(unit.payload.count / 96) * 2_160 || step > 90_000)
        }
    }

    @Test func `The picture becomes another size and comes back`() throws {
        let recorder = TransportRecorder(try SyntheticRun(.resolution).stream)
        let widths = recorder.units.compactMap { $0.format?.width }
        #expect(Set(widths) == [320, 480])
        #expect(widths.filter { $0 == 480 }.count == 4)
        #expect(recorder.faults.isEmpty)
    }

    @Test(arguments: [(nil, 1_000_000), (500_000, 2_000_000)])
    func `A burst has four times the bitrate`(bitrate: Int?, expected: Int) throws {
        let run = try SyntheticRun(.burst, bitrate: bitrate)
        #expect(StreamChecker(run.stream).violations.isEmpty)
        let impaired = try run.impaired
        #expect(impaired.count == 4)
        for group in impaired {
            #expect(abs(run.groups[group].packets.readableBytes * 4 - expected) < 7_000)
        }
    }

    @Test func `A slow source keeps the rate of 0.7, loses the rest, and is right again`() throws {
        let run = try SyntheticRun(.slow, length: 10, period: 20)
        let start = try #require(try run.impaired.first)
        let slow = run.groups[start..<start + 5].flatMap(\.moments)
        let begin = run.groups[start].index * 2_000
        // 10 s hold 7 s of media.
        #expect(slow.count == 175)
        for (number, moment) in slow.enumerated() {
            #expect(moment.due == begin + Int64(number) * 400 / 7)
        }
        #expect(run.groups[start + 5].moments.first?.due == begin + 10_000)
        let faults = TransportRecorder(run.stream).faults
        #expect(faults.allSatisfy { $0 == .continuity })
    }

    @Test func `A flapping source is up, then down`() throws {
        let flapping = try SyntheticImpairment.flapping(up: 20, down: 10)
        #expect(flapping.length == 10 && flapping.period == 30)
        let run = SyntheticRun(
            try SyntheticRun.configuration(impairments: [flapping], seed: 9), from: SyntheticRun.firstPeriod,
            count: 30)
        for (number, group) in run.groups.enumerated() {
            #expect(group.isDown == (number % 15 >= 10))
            #expect(group.isDown == group.moments.isEmpty)
        }
        #expect(throws: SyntheticError.self) { try SyntheticImpairment.flapping(up: 3, down: 10) }
        #expect(throws: SyntheticError.self) { try SyntheticImpairment.flapping(up: .max, down: .max) }
    }

    @Test func `Several go together, and one kind comes once`() throws {
        let kinds = SyntheticImpairment.Kind.allCases
        let all = try kinds.map { try SyntheticImpairment($0, length: 6, period: 20) }
        let run = SyntheticRun(try SyntheticRun.configuration(impairments: all, seed: 3), count: 20)
        #expect(run.groups.contains { $0.isDown })
        #expect(run.groups.contains { !$0.moments.isEmpty })
        _ = TransportRecorder(run.stream)
        #expect(throws: SyntheticError.self) { try SyntheticRun.configuration(impairments: [all[0], all[0]]) }
    }
}
