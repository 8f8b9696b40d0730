import NIOCore
import StreavMedia
import Testing

@Suite struct TransportReaderFaultTests {
    private static let video = PacketBuilder.Stream(type: 0x1B, pid: 0x31)

    private func prepared() -> PacketBuilder {
        var builder = PacketBuilder()
        builder.tables([Self.video], clockPID: 0x31)
        return builder
    }

    @Test(arguments: [1, 7, 187, 188, 400, 5000]) func `After garbage the next packets are found`(count: Int) {
        var random = TransportRandom(seed: UInt64(count))
        var builder = prepared()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey())
        builder.append(random.bytes(count))
        for index in 1...8 { builder.pes(pid: 0x31, pts: UInt64(index) * 3600, payload: SampleMedia.avcDelta()) }
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.faults.contains(.lostSync))
        // At most three packets may be lost to a false alignment.
        #expect(recorder.units.count >= 6)
        #expect(recorder.units.last?.decodeTime == 8 * 3600)
    }

    @Test func `Garbage alone is reported and leaves nothing behind`() {
        var reader = TransportReader()
        var recorder = TransportRecorder()
        for _ in 0..<100 {
            reader.read(ByteBuffer(repeating: 0x47 ^ 0xFF, count: 10_000)) { recorder.note($0) }
            #expect(reader.pendingBytes <= 4096)
        }
        #expect(recorder.faults == [.lostSync])
    }

    @Test func `A lost packet marks the unit it is missing from`() {
        var builder = prepared()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey())
        builder.lose(3, pid: 0x31)
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcDelta())
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.faults == [.continuity])
        #expect(recorder.units.map(\.hasError) == [true, false])
    }

    @Test func `A repeated packet is legal and taken once`() {
        var builder = prepared()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey())
        let whole = builder.bytes.count - 3 * 188
        builder.repeatLastPacket()
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcDelta())
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.faults.isEmpty)
        #expect(recorder.units.first?.packets.readableBytes == whole + 188)
    }

    @Test func `A table with a wrong checksum is ignored`() {
        var builder = PacketBuilder()
        var section = PacketBuilder.section(table: 0, id: 1, version: 0, body: [0, 7, 0xE0, 0x20])
        section[9] ^= 1
        builder.section(section, pid: 0)
        builder.tables([Self.video], clockPID: 0x31)
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.faults == [.badTable])
        #expect(recorder.tracks.count == 1)
    }

    @Test func `Damaged, scrambled and contradictory packets are dropped`() {
        var builder = prepared()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcDelta(), isScrambled: true)
        var damaged = Array(builder.bytes.suffix(188))
        damaged[1] |= 0x80
        builder.append(damaged)
        var contradictory = damaged
        contradictory[1] = 0x00
        contradictory[3] = 0x30
        contradictory[4] = 250
        builder.append(contradictory)
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcKey())
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.faults.filter { $0 == .scrambled }.count == 2)
        #expect(recorder.faults.contains(.transportError))
        #expect(recorder.faults.contains(.badPacket))
        #expect(recorder.units.map(\.decodeTime) == [3600])
    }

    @Test func `A PES packet without its start code is dropped, and one that ends early is marked`() {
        var builder = prepared()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcDelta())
        var bytes = builder.bytes
        // The start code follows the packet header.
        bytes[2 * 188 + 4 + 2] = 9
        var broken = PacketBuilder()
        broken.append(bytes)
        broken.append(Array(builder.bytes.prefix(0)))
        #expect(TransportRecorder(broken.buffer).faults == [.badPES])

        var short = prepared()
        short.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcDelta(size: 1000), isBounded: true)
        let recorder = TransportRecorder(ByteBuffer(bytes: short.bytes.dropLast(188)))
        #expect(recorder.units.map(\.hasError) == [true])
    }

    @Test func `A unit over the limit is dropped, and the next one comes`() {
        var builder = prepared()
        builder.pes(pid: 0x31, pts: 0, payload: SampleMedia.avcKey(size: 20_000))
        builder.pes(pid: 0x31, pts: 3600, payload: SampleMedia.avcKey())
        let limits = TransportLimits(unitBytes: 9400, pendingBytes: 18_800)
        let recorder = TransportRecorder(builder.buffer, limits: limits) { 188 }
        #expect(recorder.faults == [.oversizedUnit])
        #expect(recorder.units.map(\.decodeTime) == [3600])
        #expect(recorder.mostPendingBytes <= 9400 + 188)
    }

    @Test func `All tracks together stay within the pending bytes`() {
        var builder = PacketBuilder()
        let streams = (0..<16).map { PacketBuilder.Stream(type: 0x1B, pid: 0x100 + UInt16($0)) }
        builder.tables(streams, clockPID: 0x100)
        for stream in streams { builder.pes(pid: stream.pid, pts: 0, payload: SampleMedia.avcKey(size: 9000)) }
        let limits = TransportLimits(unitBytes: 20_000, pendingBytes: 40_000)
        let recorder = TransportRecorder(builder.buffer, limits: limits) { 1316 }
        #expect(recorder.faults.contains(.oversizedUnit))
        #expect(recorder.mostPendingBytes <= 40_000 + 4096)
    }

    @Test func `Too many tracks are cut to the limit`() {
        var builder = PacketBuilder()
        builder.tables((0..<20).map { PacketBuilder.Stream(type: 0x1B, pid: 0x100 + UInt16($0)) }, clockPID: 0x100)
        let recorder = TransportRecorder(builder.buffer)
        #expect(recorder.faults == [.tooManyTracks])
        #expect(recorder.tracks.first?.count == 16)
    }

    @Test func `A stream without a programme says so`() {
        var none = PacketBuilder()
        none.association([])
        #expect(TransportRecorder(none.buffer).faults == [.noProgram, .noProgram])

        var endless = PacketBuilder()
        for _ in 0..<100 { endless.nullPacket() }
        let recorder = TransportRecorder(endless.buffer, limits: TransportLimits(searchBytes: 50 * 188))
        #expect(recorder.faults == [.noProgram, .noProgram])
    }
}
