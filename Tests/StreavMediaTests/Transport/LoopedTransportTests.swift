import NIOCore
import StreavMedia
import Testing

@Suite struct LoopedTransportTests {
    private static let mask: UInt64 = 1 << 33 - 1

    /// All that is due, asked for in steps of `step`, over `laps` laps.
    private func play(_ file: ByteBuffer, laps: Int, step: Duration = .milliseconds(100)) throws -> ByteBuffer {
        var loop = try LoopedTransport(file: file)
        var output = ByteBuffer()
        // Up to right before the next lap's first frame.
        let end = loop.duration * laps - .microseconds(100)
        var time = Duration.zero
        while time < end {
            time = min(time + step, end)
            while var chunk = loop.next(upTo: time) {
                #expect(chunk.readableBytes % 188 == 0 && chunk.readableBytes <= LoopedTransport.chunkBytes)
                output.writeBuffer(&chunk)
            }
        }
        return output
    }

    @Test(arguments: TransportFixture.clips) func `Laps follow each other without a seam`(name: String) throws {
        let output = try play(TransportFixture.clip(name), laps: 5)
        let checker = StreamChecker(output)
        #expect(checker.violations.isEmpty)
        let recorder = TransportRecorder(output)
        #expect(recorder.faults.isEmpty)
        #expect(recorder.tracks.count == 1)
        let tracks = try #require(recorder.tracks.first)
        for track in tracks.indices {
            // The last unit is still in the making when the time is over.
            let times = recorder.units.filter { $0.trackIndex == track }.dropLast().compactMap(\.decodeTime)
            let steps = zip(times, times.dropFirst()).map { ($1 &- $0) & Self.mask }
            let usual = steps.max() ?? 0
            #expect(steps.allSatisfy { $0 > 0 && $0 < 90_000 })
            if tracks[track].kind == .video {
                #expect(steps.allSatisfy { $0 == usual })
            }
        }
        for (earlier, later) in zip(checker.clocks, checker.clocks.dropFirst()) {
            let step = (later.value + 300 << 33 - earlier.value) % (300 << 33)
            #expect(step > 0 && step < 27_000_000)
        }
    }

    @Test(arguments: TransportFixture.clips) func `Audio goes on over the seam to a frame`(name: String) throws {
        let output = try play(TransportFixture.clip(name), laps: 4)
        let recorder = TransportRecorder(output)
        let tracks = try #require(recorder.tracks.first)
        guard let audio = tracks.firstIndex(where: { $0.kind == .audio }) else { return }
        let units = recorder.units.filter { $0.trackIndex == audio }.dropLast()
        for (unit, next) in zip(units, units.dropFirst()) {
            let frame = Int64(frameTicks(unit))
            let step = Int64(((next.decodeTime ?? 0) &- (unit.decodeTime ?? 0)) & Self.mask)
            let drift = step - frame * Int64(frames(of: unit, tracks[audio].codec))
            #expect(abs(drift) <= frame)
        }
    }

    private func frameTicks(_ unit: TransportUnit) -> Int {
        let format = unit.format
        let samples = format?.codec == .aac ? 1024 : format?.codec == .ac3 ? 1536 : 1152
        return samples * 90_000 / (format?.sampleRate ?? 48_000)
    }

    /// Counts frame headers, with lengths as the headers tell.
    private func frames(of unit: TransportUnit, _ codec: MediaCodec) -> Int {
        let payload = StreamChecker(unit.packets).units.first?.payload ?? []
        var count = 0
        var position = 0
        while position + 8 <= payload.count {
            let bytes = payload[position...].prefix(8).map(Int.init)
            switch codec {
            case .aac: position += (bytes[3] & 3) << 11 | bytes[4] << 3 | bytes[5] >> 5
            // The clips have constant rates: 32 kbit/s at 48 kHz, and 16 kbit/s (MPEG-1 layer III: 32) at 44.1 kHz.
            case .ac3: position += 128
            default:
                let isLayer2 = bytes[1] >> 1 & 3 == 2
                let table = isLayer2 ? [0, 32, 48, 56, 64] : [0, 32, 40, 48, 56]
                let rate = bytes[2] >> 2 & 3 == 1 ? 48_000 : 44_100
                position += 144 * table[min(4, bytes[2] >> 4)] * 1000 / rate + bytes[2] >> 1 & 1
            }
            count += 1
        }
        return count
    }

    @Test func `A lap lasts as long as the video's frames`() throws {
        #expect(try LoopedTransport(file: TransportFixture.clip("h264-aac")).duration == .seconds(2))
        #expect(try LoopedTransport(file: TransportFixture.clip("h264-2997-ac3")).duration == .milliseconds(2002))
        #expect(try LoopedTransport(file: TransportFixture.clip("wrap")).duration == .seconds(2))
        #expect(try LoopedTransport(file: ProgrammeSource(frames: 77).stream).duration == .milliseconds(3080))
    }

    @Test func `The first lap is the file's units, and every lap has the same`() throws {
        let clip = try TransportFixture.clip("h264-aac")
        let payloads = StreamPayloads(TransportRecorder(clip))
        let played = try play(clip, laps: 3)
        let output = StreamPayloads(TransportRecorder(played))
        try #require(output.video.count == 150)
        for lap in 0..<3 { #expect(Array(output.video[lap * 50..<lap * 50 + 50]) == payloads.video) }
        #expect(output.audio.first == payloads.audio.first)
    }

    @Test func `Packets come when they are due and not before`() throws {
        var loop = try LoopedTransport(file: ProgrammeSource(audioPID: nil, frames: 50).stream)
        for frame in 0..<180 {
            let due = Duration.milliseconds(40 * frame)
            let early = loop.next(upTo: due - .milliseconds(1))
            #expect(early == nil)
            let next = loop.next(upTo: due)
            let chunk = try #require(next)
            #expect(TransportRecorder(chunk).faults.allSatisfy { $0 == .noProgram })
            #expect(StreamChecker(chunk).units.count == 1)
            let again = loop.next(upTo: due)
            #expect(again == nil)
        }
    }

    @Test func `However it is asked, the bytes are the same`() throws {
        let clip = try TransportFixture.clip("h264-aac")
        let even = try play(clip, laps: 4)
        var loop = try LoopedTransport(file: clip)
        var random = TransportRandom(seed: 3)
        var output = ByteBuffer()
        var time = 0
        while output.readableBytes < even.readableBytes {
            while var chunk = loop.next(upTo: .milliseconds(time)) { output.writeBuffer(&chunk) }
            time += Int.random(in: 1...1700, using: &random)
        }
        #expect(output.readableBytesView.starts(with: even.readableBytesView))
    }

    @Test func `Copies go their own ways over the same bytes`() throws {
        var first = try LoopedTransport(file: TransportFixture.clip("h264-aac"))
        var second = first
        while first.next(upTo: .seconds(7)) != nil {}
        var fresh = try LoopedTransport(file: TransportFixture.clip("h264-aac"))
        while let chunk = fresh.next(upTo: .seconds(3)) {
            let other = second.next(upTo: .seconds(3))
            #expect(other == chunk)
        }
    }

    @Test func `A loop is one timeline for a muxer, also over the 33 bit wrap`() throws {
        var source = ProgrammeSource(start: 1 << 33 - 500_000, frames: 75)
        source.audioShift = -20_000
        var run = MuxRun()
        run.add(try play(source.stream, laps: 6))
        #expect(run.discontinuities.isEmpty)
        #expect(run.keyUnits.count >= 6 * 75)
        for (earlier, later) in zip(run.keyUnits, run.keyUnits.dropFirst()) {
            #expect(later.decodeTime - earlier.decodeTime == 3600)
        }
        #expect(StreamChecker(run.output).violations.isEmpty)
    }

    @Test func `A clip that begins in the middle is looped from its first key frame`() throws {
        let output = try play(ProgrammeSource(frames: 100, lead: 20).stream, laps: 3)
        let units = StreamChecker(output).units(of: 0x31)
        #expect(units.count == 240)
        for (earlier, later) in zip(units, units.dropFirst()) { #expect((later.dts ?? 0) - (earlier.dts ?? 0) == 3600) }
        #expect(TransportRecorder(output).units.first { $0.trackIndex == 0 }?.isRandomAccess == true)
    }

    @Test func `A clip without a clock, or with one apart, gets one`() throws {
        for source in [ProgrammeSource(hasClock: false), ProgrammeSource(clockPID: 0x99)] {
            let output = try play(source.stream, laps: 3)
            let checker = StreamChecker(output)
            #expect(checker.violations.isEmpty)
            #expect(checker.clocks.count >= 290)
            for (earlier, later) in zip(checker.clocks, checker.clocks.dropFirst()) {
                #expect(later.value - earlier.value == 3600 * 300)
            }
        }
    }

    @Test func `What cannot be looped is refused with the reason`() throws {
        #expect(throws: TransportLoopError.noProgram) { try LoopedTransport(file: ByteBuffer()) }
        #expect(throws: TransportLoopError.noProgram) {
            try LoopedTransport(file: ByteBuffer(repeating: 0x47, count: 188 * 40))
        }
        #expect(throws: TransportLoopError.noRandomAccess) {
            try LoopedTransport(file: ProgrammeSource(frames: 10, lead: 20).stream)
        }
        #expect(throws: TransportLoopError.tooShort) { try LoopedTransport(file: ProgrammeSource(frames: 1).stream) }
        #expect(throws: TransportLoopError.discontinuous(atSeconds: 1)) {
            try LoopedTransport(file: ProgrammeSource { $0 > 30 ? 90_000_000 : 0 }.stream)
        }
        var builder = PacketBuilder()
        ProgrammeSource(frames: 30).append(to: &builder)
        ProgrammeSource(audioPID: nil, start: 900_000 + 30 * 3600, frames: 30).append(to: &builder)
        #expect(throws: TransportLoopError.changingTracks) { try LoopedTransport(file: builder.buffer) }
    }
}
