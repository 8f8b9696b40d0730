import NIOCore
import StreavMedia
import Testing

@Suite struct SyntheticChannelTests {
    private static let clockModulus: UInt64 = 300 << 33

    @Test func `Two nodes make the same bytes, wherever they start`() throws {
        let configuration = try SyntheticRun.configuration(bitrate: 500_000)
        let whole = SyntheticRun(configuration, count: 12)
        let random = SyntheticChannel(configuration)
        for group in whole.groups.reversed() {
            #expect(random.group(group.index) == group)
        }
        var neighbour = try SyntheticRun.configuration(channel: 8, bitrate: 500_000)
        #expect(SyntheticChannel(neighbour).group(SyntheticRun.firstGroup) != whole.groups[0])
        neighbour = try SyntheticConfiguration(run: 1, channel: 7, name: "News One", bitrate: 500_000)
        #expect(SyntheticChannel(neighbour).group(SyntheticRun.firstGroup) != whole.groups[0])
    }

    @Test(arguments: [nil, 500_000, 1_000_000, 4_000_000])
    func `The stream is legal from any group on, and over the seams`(bitrate: Int?) throws {
        let run = SyntheticRun(try SyntheticRun.configuration(bitrate: bitrate), count: 8)
        let checker = StreamChecker(run.stream)
        #expect(checker.violations.isEmpty)
        let recorder = TransportRecorder(run.stream)
        #expect(recorder.faults.isEmpty)
        #expect(recorder.tracks.map { $0.map(\.codec) } == [[.h264, .aac]])
        #expect(checker.units(of: SyntheticChannel.videoPID).count == 8 * 50)
        // Counters begin anew with each group, so any of them may come first, or after any other.
        var mixed = ByteBuffer()
        for group in run.groups.shuffled() { mixed.writeImmutableBuffer(group.packets) }
        #expect(StreamChecker(mixed).violations.isEmpty)
    }

    @Test func `Clocks come every 40 ms and are UTC, tables every 100 ms or sooner`() throws {
        let run = SyntheticRun(try SyntheticRun.configuration(), count: 4)
        let checker = StreamChecker(run.stream)
        #expect(checker.clockPID == SyntheticChannel.videoPID)
        #expect(checker.clocks.count == 4 * 50)
        for (frame, clock) in checker.clocks.enumerated() {
            let time = UInt64(SyntheticRun.noon) + UInt64(frame * 40)
            #expect(clock.value == time * 27_000 % Self.clockModulus)
        }
        let clocks = checker.clocks.map(\.position)
        let frames = checker.tablePositions.map { table in clocks.firstIndex { $0 > table } ?? 0 }
        #expect(frames.first == 0)
        #expect(zip(frames, frames.dropFirst()).allSatisfy { (1...2).contains($1 - $0) })
        #expect(checker.mapVersions.count == checker.tablePositions.count)
    }

    @Test func `Pictures and sound keep to their steps, ahead of the clock`() throws {
        let run = SyntheticRun(try SyntheticRun.configuration(), count: 30)
        let checker = StreamChecker(run.stream)
        let video = checker.units(of: SyntheticChannel.videoPID).compactMap(\.dts)
        #expect(zip(video, video.dropFirst()).allSatisfy { $1 - $0 == 3_600 })
        let base = UInt64(SyntheticRun.noon) * 90 % (1 << 33)
        #expect(video.first == base + UInt64(SyntheticChannel.lead))
        let audio = checker.units(of: SyntheticChannel.audioPID)
        var next: UInt64?
        for unit in audio {
            let time = try #require(unit.pts)
            #expect(next == nil || next == time)
            next = time + UInt64(unit.payload.count / 13) * 1_920
            #expect(unit.payload.count % 13 == 0)
            // It comes before it is heard.
            let clock = try #require(checker.clocks.last { $0.position < unit.position }).value / 300
            #expect(time > clock && time < clock + 2 * UInt64(SyntheticChannel.lead))
        }
        // 2 812.5 frames of sound in a minute.
        #expect((2_812...2_813).contains(audio.reduce(0) { $0 + $1.payload.count / 13 }))
    }

    @Test(arguments: [500_000, 1_000_000, 4_000_000, 20_000_000])
    func `Filler makes the bitrate that was asked for`(bitrate: Int) throws {
        let run = SyntheticRun(try SyntheticRun.configuration(bitrate: bitrate), count: 5)
        let bits = run.stream.readableBytes * 8 / 10
        #expect(abs(bits - bitrate) < 7_000)
        // Not in one burst: no second has more than its share by a tenth, and the key frame.
        for group in run.groups {
            let half = group.moments[24].bytes.upperBound * 8
            #expect(half < bitrate + bitrate / 10 + 80_000)
        }
    }

    @Test(arguments: [(320, 180), (640, 360), (1_280, 720), (854, 480), (720, 576), (1_920, 1_080), (1_920, 1_088)])
    func `Pictures have the size that was asked for`(width: Int, height: Int) throws {
        let configuration = try SyntheticRun.configuration(width: width, height: height)
        let recorder = TransportRecorder(SyntheticRun(configuration, count: 1).stream)
        let format = try #require(recorder.units.first?.format)
        #expect(format.codec == .h264)
        #expect(format.codecs.hasPrefix("avc1.42c0"))
        #expect(format.width == width && format.height == height)
        #expect(format.frameRate == 25)
        #expect(recorder.units.first?.isRandomAccess == true)
        #expect(recorder.units.filter(\.isRandomAccess).count == 1)
    }

    @Test func `A muxer takes it as one timeline, and the identities come through`() throws {
        let run = SyntheticRun(try SyntheticRun.configuration(bitrate: 500_000), count: 10)
        var muxed = MuxRun()
        muxed.add(run.stream)
        #expect(muxed.discontinuities.isEmpty)
        #expect(muxed.keyUnits.filter(\.isRandomAccess).count == 10)
        let recorder = TransportRecorder(muxed.output)
        let pictures = recorder.units.filter { recorder.tracks.last?[$0.trackIndex].kind == .video }
        #expect(pictures.count == 500)
        let first = SyntheticRun.firstGroup * 50
        for (number, unit) in pictures.enumerated() {
            let finding = SyntheticIdentity.find(inPackets: unit.packets)
            #expect(finding == .identity(run.channel.identity(ofFrame: first + Int64(number))))
        }
    }

    @Test func `The 33-bit wrap is had at any time`() throws {
        let plain = Int64(SyntheticRun.noon * 90 + SyntheticChannel.lead)
        // Timestamps wrap four seconds after the beginning.
        let configuration = try SyntheticRun.configuration(timeOffset: -plain - 360_000)
        let checker = StreamChecker(SyntheticRun(configuration, count: 4).stream)
        #expect(checker.violations.isEmpty)
        let times = checker.units(of: SyntheticChannel.videoPID).compactMap(\.pts)
        #expect(times[99] == 1 << 33 - 3_600)
        #expect(times[100] == 0)
        var muxed = MuxRun()
        muxed.add(SyntheticRun(configuration, count: 4).stream)
        #expect(muxed.discontinuities.isEmpty)
        #expect(muxed.keyUnits.count == 200)
    }

    @Test func `It begins in 1970 and ends with the year 9999`() throws {
        let channel = SyntheticChannel(try SyntheticRun.configuration())
        for group in [SyntheticLimits.groups.lowerBound, SyntheticLimits.groups.upperBound - 1] {
            #expect(StreamChecker(channel.group(group).packets).violations.isEmpty)
        }
        #expect(SyntheticChannel.group(at: .min) == 0)
        #expect(SyntheticChannel.group(at: .max) == SyntheticLimits.groups.upperBound - 1)
    }

    @Test func `What is out of bounds is refused with a sentence`() {
        func code(_ make: () throws(SyntheticError) -> Void) -> SyntheticError.Code? {
            do {
                try make()
                return nil
            } catch {
                #expect(error.message.hasSuffix("."))
                return error.code
            }
        }
        func configuration(
            _ name: String = "", _ width: Int = 320, _ height: Int = 180, _ bitrate: Int? = nil
        ) throws(SyntheticError) {
            _ = try SyntheticConfiguration(
                run: 0, channel: 0, name: name, width: width, height: height, bitrate: bitrate)
        }
        #expect(code { () throws(SyntheticError) in try configuration() } == nil)
        for (width, height) in [(318, 180), (321, 180), (320, 178), (1_922, 1_080), (320, 1_090), (-2, .max)] {
            #expect(code { () throws(SyntheticError) in try configuration("", width, height) } == .invalidSize)
        }
        for bitrate in [0, -1, 63_999, 20_000_001, Int.max] {
            #expect(code { () throws(SyntheticError) in try configuration("", 320, 180, bitrate) } == .invalidBitrate)
        }
        for name in [String(repeating: "x", count: 65), "a\u{7}b"] {
            #expect(code { () throws(SyntheticError) in try configuration(name) } == .invalidName)
        }
        for (length, period) in [(0, 60), (3, 60), (2, 61), (4, 2), (2, 90_000), (-2, 60), (.max, .max)] {
            let made = code { () throws(SyntheticError) in
                _ = try SyntheticImpairment(.silence, length: length, period: period)
            }
            #expect(made == .invalidImpairment)
        }
    }
}
