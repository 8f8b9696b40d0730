import NIOCore
import StreavMedia
import Testing

@testable import StreavLoad

@Suite("Reading whose pictures a stream has")
struct IdentityReaderTests {
    private func read(_ bytes: ByteBuffer, pieces size: Int = 1 << 20) -> PictureTally {
        var reader = IdentityReader()
        for piece in bytes.pieces(of: size) { reader.read(piece) }
        return reader.finish()
    }

    @Test("every picture is seen, in order, however the bytes are cut", arguments: [1 << 20, 64 << 10, 1316, 187, 61])
    func whole(size: Int) throws {
        let tally = read(try SyntheticStream().bytes(0..<3), pieces: size)
        let run = try #require(tally.runs.first)
        #expect(tally.runs.count == 1)
        #expect((run.run, run.channel) == (9, 7))
        #expect((run.first, run.last) == (SyntheticStream.frame(0), SyntheticStream.frame(3) - 1))
        #expect(run.capturedMilliseconds == SyntheticStream.first * 2000)
        #expect(!run.isMarked)
        #expect((tally.absent, tally.damaged, tally.droppedRuns) == (0, 0, 0))
    }

    @Test("the time of a picture in the stream is read with it")
    func presentation() throws {
        let tally = read(try SyntheticStream().bytes(0..<1))
        let last = try #require(tally.runs.first?.lastPresentation)
        let captured = SyntheticStream.frame(1) * 40 - 40
        #expect(last == (captured * 90 + SyntheticChannel.lead) & (1 << 33 - 1))
    }

    @Test("a picture whose beginning lies in two packets is seen")
    func divided() throws {
        var reader = IdentityReader()
        let channel = try SyntheticStream().channel
        var packets = Array(channel.group(SyntheticStream.first).packets.readableBytesView)
        let start = try #require(
            stride(from: 0, to: packets.count, by: 188).first {
                packets[$0 + 1] & 0x5F == 0x41 && packets[$0 + 2] == 0
            })
        // The same unit with a first packet that is nearly all stuffing: 20 bytes of its payload, the rest in the next.
        let header = packets[start + 3] & 0x20 != 0 ? 5 + Int(packets[start + 4]) : 4
        let payload = Array(packets[start + header..<start + 188])
        let head = [0x47, packets[start + 1], packets[start + 2], 0x30, UInt8(163 - 0), 0]
        let first = head + [UInt8](repeating: 0xFF, count: 162) + payload.prefix(20)
        let rest = payload.dropFirst(20)
        let second: [UInt8] =
            [0x47, packets[start + 1] & 0xBF, packets[start + 2], 0x31, UInt8(183 - rest.count), 0]
            + [UInt8](repeating: 0xFF, count: 182 - rest.count) + rest
        #expect(first.count == 188 && second.count == 188)
        packets = first + second
        reader.read(ByteBuffer(bytes: packets))
        let tally = reader.take()
        #expect(tally.runs.map(\.first) == [SyntheticStream.frame(0)])
    }

    @Test("a gap, a repetition and a mark each begin a run")
    func breaks() throws {
        let stream = try SyntheticStream()
        var bytes = stream.bytes(0..<1)
        bytes.writeImmutableBuffer(stream.bytes(2..<3))
        bytes.writeImmutableBuffer(stream.bytes(2..<3))
        let tally = read(bytes)
        #expect(tally.runs.map(\.first) == [0, 2, 2].map(SyntheticStream.frame))
        #expect(tally.runs.allSatisfy { !$0.isMarked })
        var forge = StreamForge()
        forge.markAhead()
        var marked = stream.bytes(0..<1)
        marked.writeImmutableBuffer(forge.buffer)
        marked.writeImmutableBuffer(stream.bytes(1..<2))
        #expect(read(marked).runs.map(\.isMarked) == [false, true])
    }

    @Test("pictures of other channels say nothing, and are counted")
    func foreign() {
        var forge = StreamForge()
        forge.tables()
        for _ in 0..<25 { forge.frame() }
        let tally = read(forge.buffer)
        #expect(tally.runs.isEmpty)
        #expect(tally.absent == 25)
    }

    @Test("rubbish is read to its end, within bounds", arguments: 0..<20)
    func rubbish(seed: Int) {
        var random = SystemRandomNumberGenerator()
        var bytes = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for place in stride(from: 0, to: bytes.count, by: seed + 1) { bytes[place] = 0x47 }
        let tally = read(ByteBuffer(bytes: bytes), pieces: 1 + seed * 97)
        #expect(tally.runs.isEmpty)
    }

    @Test("a changed byte is damage or nothing, never another channel's picture", arguments: 0..<40)
    func changed(offset: Int) throws {
        var bytes = Array(try SyntheticStream().bytes(0..<1).readableBytesView)
        for place in stride(from: 188 * 4 + offset, to: bytes.count, by: 991) { bytes[place] ^= 0x10 }
        for run in read(ByteBuffer(bytes: bytes)).runs {
            #expect((run.run, run.channel) == (9, 7))
            #expect((SyntheticStream.frame(0)..<SyntheticStream.frame(1)).contains(run.first))
        }
    }
}
