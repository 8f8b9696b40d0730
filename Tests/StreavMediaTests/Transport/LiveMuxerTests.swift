import NIOCore
import StreavMedia
import Testing

@Suite struct LiveMuxerTests {
    private static let seconds: Int64 = 90_000

    /// What holds for any output: legal packets, a clock that goes on, decode times that never go back, tables in time.
    private func expectLegal(_ run: MuxRun, _ location: SourceLocation = #_sourceLocation) {
        let checker = StreamChecker(run.output)
        #expect(checker.violations.isEmpty, sourceLocation: location)
        for (earlier, later) in zip(checker.clocks, checker.clocks.dropFirst()) {
            let step = Int64(later.value) - Int64(earlier.value)
            let wrapped = step < -(1 << 40) ? step + 300 << 33 : step
            #expect(wrapped > 0 && wrapped < 27_000_000, sourceLocation: location)
        }
        #expect(checker.clocks.allSatisfy { $0.pid == checker.clockPID }, sourceLocation: location)
        var last: [UInt16: UInt64] = [:]
        for unit in checker.units {
            guard let time = unit.dts else { continue }
            if let last = last[unit.pid] {
                let step = (time &- last) & (1 << 33 - 1)
                #expect(step > 0 && step < 1 << 32, sourceLocation: location)
            }
            last[unit.pid] = time
        }
        #expect(checker.tablePositions.first == 0, sourceLocation: location)
        expectTablesInTime(run, checker, location)
    }

    private func expectTablesInTime(_ run: MuxRun, _ checker: StreamChecker, _ location: SourceLocation) {
        // Units of the checker and of the run are the same ones, in order.
        #expect(checker.units.count == run.units.count, sourceLocation: location)
        var tables = checker.tablePositions[...]
        var tablesTime: Int64 = run.units.first?.decodeTime ?? 0
        for (unit, muxed) in zip(checker.units, run.units) {
            var hasTables = false
            while let next = tables.first, next < unit.position {
                tables.removeFirst()
                hasTables = true
            }
            if hasTables { tablesTime = muxed.decodeTime }
            if muxed.isRandomAccess { #expect(hasTables, sourceLocation: location) }
            #expect(muxed.decodeTime - tablesTime <= 36_000, sourceLocation: location)
        }
    }

    @Test(arguments: TransportFixture.clips) func `Payload bytes survive the way through reader and muxer`(
        name: String
    ) throws {
        let clip = try TransportFixture.clip(name)
        var run = MuxRun()
        run.add(clip)
        expectLegal(run)
        let output = TransportRecorder(run.output)
        #expect(output.faults.isEmpty)
        #expect(output.units.count == run.sources.count)
        // The first audio may begin before the first picture; nothing else is dropped.
        #expect(run.muxer.droppedUnits <= 2)
        let before = StreamPayloads(TransportRecorder(clip))
        let after = StreamPayloads(output)
        #expect(before.video == after.video)
        #expect(before.audio.suffix(after.audio.count) == after.audio[...])
    }

    @Test func `Output times keep the input's steps, from the start time on`() {
        let run = MuxRun([ProgrammeSource()], startTime: 5000)
        #expect(run.keyUnits.count == 100)
        for (index, unit) in run.keyUnits.enumerated() {
            #expect(unit.decodeTime == 5000 + Int64(index) * 3600)
            #expect(unit.presentationTime == unit.decodeTime + 7200)
            #expect(unit.isRandomAccess == (index % 25 == 0))
        }
        #expect(run.discontinuities.isEmpty)
        expectLegal(run)
        let checker = StreamChecker(run.output)
        #expect(checker.units(of: 0x100).first?.dts == 5000)
        #expect(checker.units(of: 0x100).first?.pts == 12_200)
        #expect(Set(checker.units.map(\.pid)) == [0x100, 0x101])
    }

    @Test func `The 33 bit wrap of the input, and of the output, goes unnoticed`() {
        let wrap: UInt64 = 1 << 33
        for (start, startTime) in [(wrap - 450_000, 900_000), (900_000, Int64(wrap) - 450_000)] as [(UInt64, Int64)] {
            let run = MuxRun([ProgrammeSource(start: start, frames: 250)], startTime: startTime)
            #expect(run.keyUnits.count == 250)
            #expect(run.discontinuities.isEmpty)
            for (earlier, later) in zip(run.keyUnits, run.keyUnits.dropFirst()) {
                #expect(later.decodeTime == earlier.decodeTime + 3600)
            }
            #expect(run.units.count { !$0.isKeyTrack } >= 31)
            expectLegal(run)
        }
    }

    @Test func `An input follows another without gap, overlap or a step back`() {
        for seed in 0..<20 {
            var random = TransportRandom(seed: UInt64(seed))
            let inputs = (0..<4).map { _ in
                ProgrammeSource(
                    videoPID: UInt16.random(in: 0x30...0x40, using: &random),
                    audioPID: UInt16.random(in: 0x50...0x60, using: &random),
                    start: UInt64.random(in: 0..<1 << 33, using: &random),
                    frames: Int.random(in: 60...120, using: &random), lead: Int.random(in: 0...20, using: &random),
                    reordering: [0, 3600, 7200, 14_400].randomElement(using: &random) ?? 0,
                    margin: UInt64.random(in: 0...120_000, using: &random),
                    audioShift: Int64.random(in: -60_000...20_000, using: &random))
            }
            let run = MuxRun(inputs)
            expectLegal(run)
            #expect(run.discontinuities.count == 3)
            #expect(run.discontinuities.allSatisfy { $0.isKeyTrack && $0.isRandomAccess })
            var end: Int64 = 0
            for (earlier, later) in zip(run.keyUnits, run.keyUnits.dropFirst()) {
                end = max(end, earlier.presentationTime + 3600)
                guard later.isDiscontinuity else { continue }
                #expect(later.presentationTime >= end)
                #expect(later.decodeTime - earlier.decodeTime <= 3600 + 14_400)
            }
            // Sound of the new input does not begin before its picture.
            var floor: Int64 = 0
            for unit in run.units {
                if unit.isDiscontinuity { floor = unit.presentationTime }
                #expect(unit.presentationTime >= floor)
            }
            let versions = StreamChecker(run.output).mapVersions
            #expect(Set(versions) == [0])
        }
    }

    @Test func `An input begins at the earliest when it may`() {
        var run = MuxRun([ProgrammeSource()])
        let end = run.units.map(\.decodeTime).max() ?? 0
        run.add(ProgrammeSource(start: 0).stream, notBefore: end + 10 * Self.seconds)
        #expect(run.discontinuities.map(\.decodeTime) == [end + 10 * Self.seconds])
        run.add(ProgrammeSource(start: 0).stream, notBefore: 0)
        #expect(run.discontinuities.count == 2)
        #expect(StreamChecker(run.output).violations.isEmpty)
    }

    @Test(arguments: [-9_000_000, -49_000, 200_000, 90_000_000, 1 << 32])
    func `A jump of the input is mended at a key frame`(jump: Int64) throws {
        let run = MuxRun([ProgrammeSource(start: 10_000_000, frames: 150) { $0 >= 60 ? jump : 0 }])
        expectLegal(run)
        let splice = try #require(run.discontinuities.first)
        #expect(run.discontinuities.count == 1)
        // Frames 60 to 74 are dropped; frame 75 is the next key frame.
        #expect(splice.decodeTime == 900_000 + 60 * 3600)
        #expect(run.keyUnits.count == 60 + 75)
    }

    @Test func `Small steps back are no jump and are mended`() {
        let run = MuxRun([ProgrammeSource(frames: 100) { $0 == 30 ? -5000 : 0 }])
        expectLegal(run)
        #expect(run.discontinuities.isEmpty)
        #expect(run.keyUnits.count == 100)
        #expect(run.keyUnits.map(\.decodeTime).last == 1_256_400)
    }

    @Test func `One wrong timestamp costs one frame and is no discontinuity`() {
        let run = MuxRun([ProgrammeSource(frames: 100) { $0 == 30 ? 1 << 30 : 0 }])
        expectLegal(run)
        #expect(run.discontinuities.isEmpty)
        #expect(run.keyUnits.count == 99)
        #expect(run.keyUnits.map(\.decodeTime).last == 1_256_400)
    }

    @Test(arguments: [2, 3, 8, 40])
    func `Where units are lost, clock and tables come as often all the same`(lost: Int) {
        var run = MuxRun()
        run.add(ProgrammeSource(frames: 150).stream) { (90..<90 + lost).contains($0) }
        expectLegal(run)
        #expect(run.discontinuities.isEmpty)
        let checker = StreamChecker(run.output)
        let clocks = checker.clocks.map { Int64($0.value) }
        #expect(clocks.count > 50)
        for (earlier, later) in zip(clocks, clocks.dropFirst()) {
            #expect(later > earlier)
            #expect(later - earlier <= 2_700_000, "100 ms of the 27 MHz clock")
        }
    }

    @Test func `What fills a gap before a key frame stands behind the tables that a segment begins with`() {
        var muxer = LiveMuxer()
        let recorder = TransportRecorder(ProgrammeSource(frames: 100).stream)
        muxer.begin(tracks: recorder.tracks[0])
        var filled = 0
        for (index, unit) in recorder.units.enumerated() {
            // All before the fourth key frame is lost, from the middle of the group on.
            if index > recorder.units.count / 2, filled == 0, !(unit.isRandomAccess && unit.trackIndex == 0) {
                continue
            }
            var packets = ByteBuffer()
            guard let muxed = muxer.mux(unit, into: &packets), muxed.isRandomAccess else { continue }
            let checker = StreamChecker(packets)
            #expect(checker.tablePositions.first == 0)
            filled += checker.clocks.count > 2 ? 1 : 0
        }
        #expect(filled > 0)
    }

    @Test func `A segment may begin anywhere when tables are asked for`() {
        var muxer = LiveMuxer()
        var output = ByteBuffer()
        var asked = 0
        let recorder = TransportRecorder(ProgrammeSource().stream)
        muxer.begin(tracks: recorder.tracks[0])
        for unit in recorder.units {
            var packets = ByteBuffer()
            guard let muxed = muxer.mux(unit, into: &packets) else { continue }
            let starts = StreamChecker(packets).tablePositions == [0]
            if muxed.isKeyTrack, var tables = muxer.tablesBeforeLastUnit() {
                #expect(!starts)
                asked += 1
                output.writeBuffer(&tables)
                let again = muxer.tablesBeforeLastUnit()
                #expect(again == nil)
            } else if muxed.isKeyTrack {
                #expect(starts)
            }
            output.writeBuffer(&packets)
        }
        #expect(asked > 50)
        let checker = StreamChecker(output)
        #expect(checker.violations.isEmpty)
        #expect(checker.tablePositions.count >= 100)
    }

    @Test func `Nothing is written before the first key frame`() {
        let run = MuxRun([ProgrammeSource(frames: 60, lead: 30)])
        #expect(run.units.first?.isKeyTrack == true)
        #expect(run.units.first?.isRandomAccess == true)
        #expect(run.units.first?.isDiscontinuity == false)
        #expect(run.keyUnits.count == 30)
        #expect(run.muxer.droppedUnits >= 30)
    }

    @Test func `The map's version rises only when tracks change`() {
        let plain = ProgrammeSource()
        var moved = ProgrammeSource(videoPID: 0x99, audioPID: 0x77)
        var run = MuxRun([plain, moved, plain])
        #expect(Set(StreamChecker(run.output).mapVersions) == [0])
        moved.audioDescriptors = [0x0A, 4] + Array("fra".utf8) + [0]
        run.add(moved.stream)
        run.add(moved.stream)
        run.add(plain.stream)
        let checker = StreamChecker(run.output)
        #expect(checker.violations.isEmpty)
        #expect(Set(checker.mapVersions) == [0, 1, 2])
        #expect(checker.mapVersions == checker.mapVersions.sorted())
        #expect(TransportRecorder(run.output).tracks.map { $0.last?.language } == [nil, "fra", nil])
    }

    @Test func `Another format is a discontinuity, though times go on`() {
        var builder = PacketBuilder()
        ProgrammeSource(start: 900_000, frames: 50).append(to: &builder)
        ProgrammeSource(start: 900_000 + 50 * 3600, frames: 50, parameters: SampleMedia.otherParameters)
            .append(to: &builder)
        var run = MuxRun()
        run.add(builder.buffer)
        #expect(run.discontinuities.map(\.decodeTime) == [900_000 + 50 * 3600])
        #expect(run.keyUnits.count == 100)
        #expect(run.muxer.formats.first??.frameRate == 30_000.0 / 1001)
        expectLegal(run)
    }

    @Test func `Tracks that change within an input are a discontinuity at the next key frame`() {
        var builder = PacketBuilder()
        ProgrammeSource(audioPID: nil, frames: 40).append(to: &builder)
        ProgrammeSource(start: 900_000 + 40 * 3600, frames: 60, lead: 10).append(to: &builder)
        var run = MuxRun()
        run.add(builder.buffer)
        #expect(run.discontinuities.count == 1)
        // The frame in the making when the new map came counts as the new tracks', whose first key frame is 10 later.
        #expect(run.keyUnits.count == 39 + 50)
        expectLegal(run)
    }

    @Test(arguments: [nil, 0x1FF0] as [UInt16?]) func `Without a clock by the video, one is made`(clockPID: UInt16?) {
        let run = MuxRun([ProgrammeSource(margin: 40_000, clockPID: clockPID, hasClock: clockPID != nil)])
        expectLegal(run)
        let checker = StreamChecker(run.output)
        #expect(checker.clockPID == 0x100)
        #expect(checker.clocks.count >= 30)
    }

    @Test func `Clocks stay behind decode times by a sane margin, whatever inputs have`() {
        for seed in 0..<30 {
            var random = TransportRandom(seed: UInt64(seed) + 77)
            let inputs = (0..<5).map { _ in
                ProgrammeSource(
                    start: UInt64.random(in: 0..<1 << 33, using: &random), frames: 80,
                    margin: [0, 1000, 63_000, 126_000, 2_000_000, 1 << 32].randomElement(using: &random) ?? 0)
            }
            let checker = StreamChecker(MuxRun(inputs).output)
            for (clock, unit) in zip(checker.clocks, checker.units(of: 0x100)) {
                let margin = Int64(unit.dts ?? 0) - Int64(clock.value / 300)
                #expect(margin >= 8_900 && margin <= 200_000)
            }
        }
    }

    @Test func `A radio is joined at an audio unit with tables`() {
        var builder = PacketBuilder()
        builder.tables([.init(type: 0x0F, pid: 0x44)], clockPID: 0x44)
        for index in 0..<200 {
            builder.pes(
                pid: 0x44, streamID: 0xC0, pts: UInt64(index) * 1920 + 90_000, payload: SampleMedia.adts(frames: 1),
                isBounded: true, clock: (UInt64(index) * 1920 + 60_000) * 300)
        }
        var run = MuxRun()
        run.add(builder.buffer)
        run.add(builder.buffer)
        expectLegal(run)
        #expect(run.units.count == 400)
        #expect(run.units.allSatisfy { $0.isKeyTrack })
        let joins = run.units.count(where: \.isRandomAccess)
        #expect(joins >= 24 && joins <= 32)
        #expect(run.discontinuities.count == 1)
        #expect(run.discontinuities.map(\.decodeTime) == [900_000 + 200 * 1920])
    }

    @Test func `A viewer may be moved to any key frame when the prefix goes before it`() {
        var run = MuxRun()
        var reader = TransportReader()
        var joins: [(prefix: ByteBuffer, offset: Int)] = []
        var output = ByteBuffer()
        reader.read(ProgrammeSource(frames: 200).stream) { event in
            switch event {
            case .tracks(let tracks): run.muxer.begin(tracks: tracks)
            case .unit(let unit):
                let prefix = run.muxer.discontinuityPrefix()
                let offset = output.readableBytes
                if run.muxer.mux(unit, into: &output)?.isRandomAccess == true { joins.append((prefix, offset)) }
            case .clock, .fault: break
            }
        }
        #expect(joins.count == 8)
        for (from, to) in [(1, 3), (0, 7), (2, 5)] {
            var seen = output.getSlice(at: 0, length: joins[from].offset + 188) ?? ByteBuffer()
            var prefix = joins[to].prefix
            #expect(prefix.readableBytes == 4 * 188)
            seen.writeBuffer(&prefix)
            seen.writeImmutableBuffer(output.getSlice(at: joins[to].offset, length: 188 * 20) ?? ByteBuffer())
            let recorder = TransportRecorder(seen)
            #expect(recorder.faults.isEmpty)
            #expect(StreamChecker(seen).violations.filter { $0.contains("counter") }.isEmpty)
        }
    }

    @Test func `Units without timestamps go on with the one before`() {
        var builder = PacketBuilder()
        builder.tables([.init(type: 0x1B, pid: 0x31)], clockPID: 0x31)
        builder.pes(pid: 0x31, pts: nil, payload: SampleMedia.avcKey())
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcKey())
        builder.pes(pid: 0x31, pts: nil, payload: SampleMedia.avcDelta())
        builder.pes(pid: 0x31, pts: 7200, payload: SampleMedia.avcDelta())
        var run = MuxRun()
        run.add(builder.buffer)
        #expect(run.units.map(\.decodeTime) == [900_000, 900_000, 903_600])
    }

    @Test func `Teletext and subtitles pass without ever being the key track`() {
        var builder = PacketBuilder()
        builder.tables(
            [
                .init(type: 6, pid: 0x60, descriptors: [0x56, 5] + Array("deu".utf8) + [9, 0]),
                .init(type: 0x86, pid: 0x61), .init(type: 0x1B, pid: 0x31),
            ], clockPID: 0x31)
        builder.pes(pid: 0x31, pts: 90_000, payload: SampleMedia.avcKey())
        builder.pes(pid: 0x60, streamID: 0xBD, pts: 93_600, payload: [0x10, 1, 2, 3], isBounded: true)
        builder.pes(pid: 0x31, pts: 93_600, payload: SampleMedia.avcDelta())
        builder.pes(pid: 0x60, streamID: 0xBD, pts: nil, payload: [0x10, 4, 5, 6], isBounded: true)
        builder.pes(pid: 0x31, pts: 97_200, payload: SampleMedia.avcDelta())
        builder.pes(pid: 0x31, pts: 100_800, payload: SampleMedia.avcDelta())
        var run = MuxRun()
        run.add(builder.buffer)
        #expect(run.muxer.tracks.map(\.kind) == [.data, .video])
        #expect(run.units.map(\.isKeyTrack) == [true, false, true, true, true])
        #expect(StreamChecker(run.output).units(of: 0x101).map(\.payload) == [[0x10, 4, 5, 6]])
        let map = StreamChecker(run.output).lastMap
        #expect(map == [0x1B, 0xE1, 0, 0xF0, 0, 6, 0xE1, 1, 0xF0, 7, 0x56, 5] + Array("deu".utf8) + [9, 0])
    }
}
