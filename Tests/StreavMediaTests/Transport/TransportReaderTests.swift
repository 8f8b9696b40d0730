import NIOCore
import StreavMedia
import Testing

@Suite struct TransportReaderTests {
    private static let video = PacketBuilder.Stream(type: 0x1B, pid: 0x31)
    private static let audio = PacketBuilder.Stream(
        type: 0x0F, pid: 0x32, descriptors: [0x0A, 4] + Array("eng".utf8) + [0])

    @Test func `Tracks come before units, with codec, language and clock`() throws {
        var builder = PacketBuilder()
        builder.tables([Self.video, Self.audio], clockPID: 0x31)
        builder.pes(pid: 0x31, pts: 90_000, payload: SampleMedia.avcKey(), clock: 20_000_000)
        let recorder = TransportRecorder(builder.buffer)
        let tracks = try #require(recorder.tracks.first)
        #expect(tracks.map(\.codec) == [.h264, .aac])
        #expect(tracks.map(\.language) == [nil, "eng"])
        #expect(tracks.map(\.carriesClock) == [true, false])
        #expect(tracks[1].descriptors == Self.audio.descriptors)
        #expect(recorder.units.count == 1)
        #expect(recorder.clocks == [20_000_000])
        #expect(recorder.faults.isEmpty)
    }

    @Test func `A unit is whole packets as they came, with its timestamps`() throws {
        var builder = PacketBuilder()
        builder.tables([Self.video], clockPID: 0x31)
        let start = builder.bytes.count
        builder.pes(
            pid: 0x31, pts: (1 << 33) - 1, dts: 3600, payload: SampleMedia.avcKey(), clock: 300 * 0x1_2345_6789 + 299)
        let end = builder.bytes.count
        builder.pes(pid: 0x31, pts: 7200, payload: SampleMedia.avcDelta())
        let unit = try #require(TransportRecorder(builder.buffer).units.first)
        #expect(Array(unit.packets.readableBytesView) == Array(builder.bytes[start..<end]))
        #expect(unit.presentationTime == (1 << 33) - 1)
        #expect(unit.decodeTime == 3600)
        #expect(unit.programClock == 300 * 0x1_2345_6789 + 299)
        #expect(unit.isRandomAccess && !unit.hasError)
    }

    @Test func `An unbounded unit comes when the next one starts, a bounded one when it is complete`() {
        var builder = PacketBuilder()
        builder.tables([Self.video, Self.audio], clockPID: 0x31)
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey())
        builder.pes(pid: 0x32, streamID: 0xC0, pts: 0, payload: SampleMedia.adts(frames: 3), isBounded: true)
        var reader = TransportReader()
        var recorder = TransportRecorder()
        reader.read(builder.buffer) { recorder.note($0) }
        #expect(recorder.units.map(\.trackIndex) == [1])
        reader.finish { recorder.note($0) }
        #expect(recorder.units.map(\.trackIndex) == [1, 0])
    }

    @Test(arguments: [6, 9, 13, 16, 18]) func `A header that spans packets is read`(headRoom: Int) throws {
        var builder = PacketBuilder()
        builder.tables([Self.video], clockPID: 0x31)
        builder.pes(
            pid: 0x31, pts: 133_200, dts: 126_000, payload: SampleMedia.avcKey(), isBounded: true, headRoom: headRoom)
        let unit = try #require(TransportRecorder(builder.buffer).units.first)
        #expect(unit.presentationTime == 133_200 && unit.decodeTime == 126_000)
        #expect(unit.isRandomAccess && unit.format?.width == 64)
    }

    @Test func `Tables may span packets, and packets before them are passed over`() {
        var builder = PacketBuilder()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcDelta())
        builder.nullPacket()
        builder.tables([Self.video, Self.audio], clockPID: 0x31, splitAt: 11)
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcKey())
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.tracks.count == 1)
        #expect(recorder.units.map(\.decodeTime) == [3600])
        #expect(recorder.faults.isEmpty)
    }

    @Test func `The first programme is taken and kept`() {
        var builder = PacketBuilder()
        builder.association([(3, 0x40), (9, 0x20)])
        builder.map([Self.audio], clockPID: 0x32, mapPID: 0x20, program: 9, version: 0)
        builder.map([Self.video], clockPID: 0x31, mapPID: 0x40, program: 3, version: 0)
        builder.association([(9, 0x20), (3, 0x40)])
        builder.map([Self.audio], clockPID: 0x32, mapPID: 0x20, program: 9, version: 0)
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.tracks.map { $0.map(\.codec) } == [[.h264]])
    }

    @Test func `Changed tracks are announced once, and units of tracks that stay go on`() {
        var builder = PacketBuilder()
        builder.tables([Self.video, Self.audio], clockPID: 0x31)
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey())
        builder.tables([Self.audio, Self.video], clockPID: 0x31, version: 1)
        builder.tables([Self.audio, Self.video], clockPID: 0x31, version: 2)
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcDelta())
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.tracks.map { $0.map(\.codec) } == [[.h264, .aac], [.aac, .h264]])
        #expect(recorder.units.map(\.trackIndex) == [1, 1])
        #expect(recorder.units.map(\.hasError) == [false, false])
    }

    @Test func `A clock on a PID of its own is given to units`() {
        var builder = PacketBuilder()
        builder.tables([Self.video], clockPID: 0x55)
        builder.clockPacket(1000, pid: 0x55)
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey())
        builder.clockPacket(2000, pid: 0x55)
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcDelta())
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.tracks.first?.contains(where: \.carriesClock) == false)
        #expect(recorder.units.map(\.programClock) == [1000, 2000])
    }

    @Test func `Audio is random access only where there is no video`() {
        for streams in [[Self.audio], [Self.video, Self.audio]] {
            var builder = PacketBuilder()
            builder.tables(streams, clockPID: 0x32)
            builder.pes(pid: 0x32, streamID: 0xC0, pts: 0, payload: SampleMedia.adts(frames: 2))
            #expect(TransportRecorder(builder.buffer).units.map(\.isRandomAccess) == [streams.count == 1])
        }
    }

    @Test func `Key frames are IDR pictures, or recovery points and marks with parameter sets`() {
        let cases: [(payload: [UInt8], isMarked: Bool, isKey: Bool)] = [
            (SampleMedia.avcKey(), false, true),
            (SampleMedia.avcDelta(), false, false),
            (SampleMedia.avcDelta(), true, false),
            (SampleMedia.avcIntra(), false, false),
            (SampleMedia.avcIntra(), true, true),
            (SampleMedia.avcIntra(prefix: SampleMedia.recoveryPoint), false, true),
            (SampleMedia.avcIntra(prefix: SampleMedia.recoveryPoint, parameters: []), false, false),
        ]
        for example in cases {
            var builder = PacketBuilder()
            builder.tables([Self.video], clockPID: 0x31)
            builder.pes(pid: 0x31, pts: 0, payload: example.payload, isMarked: example.isMarked)
            #expect(TransportRecorder(builder.buffer).units.map(\.isRandomAccess) == [example.isKey])
        }
    }

    @Test func `A key frame behind a long message is found`() {
        var builder = PacketBuilder()
        builder.tables([Self.video], clockPID: 0x31)
        let message: [UInt8] =
            [0, 0, 0, 1, 0x06, 0x05] + [UInt8](repeating: 0xFF, count: 20) + [0]
            + [UInt8](repeating: 0x41, count: 5100) + [0x80]
        builder.pes(pid: 0x31, pts: 0, payload: message + SampleMedia.avcKey())
        #expect(TransportRecorder(builder.buffer).units.map(\.isRandomAccess) == [true])
    }

    @Test(arguments: TransportFixture.clips) func `Clips of an encoder are read without a fault`(name: String) throws {
        let recorder = TransportRecorder(try TransportFixture.clip(name))
        #expect(recorder.faults.isEmpty)
        let tracks = try #require(recorder.tracks.first)
        let key = try #require(tracks.keyTrackIndex)
        let keys = recorder.units.filter { $0.trackIndex == key }
        #expect(keys.first?.isRandomAccess == true)
        for (earlier, later) in zip(keys, keys.dropFirst()) {
            let step = ((later.decodeTime ?? 0) &- (earlier.decodeTime ?? 0)) & (1 << 33 - 1)
            #expect(step > 0 && step < 90_000)
        }
    }
}
