import NIOCore
import StreavMedia
import Testing

@testable import StreavLoad

@Suite("Judging the pictures that a viewer gets")
struct ContentJudgeTests {
    private let wanted = ChannelIdentity(run: 9, channel: 7)

    private func tally(_ bytes: ByteBuffer) -> PictureTally {
        var reader = IdentityReader()
        reader.read(bytes)
        return reader.finish()
    }

    @Test("INV-CONTENT: the wanted channel in order is well, over any number of segments")
    func order() throws {
        let stream = try SyntheticStream()
        var judge = ContentJudge(wanted: wanted)
        for group in Int64(0)..<5 { #expect(judge.judge(tally(stream.bytes(group..<group + 1))).isEmpty) }
    }

    @Test("INV-CONTENT: pictures of another channel, or of another run, are named with both")
    func foreign() throws {
        var judge = ContentJudge(wanted: wanted)
        let other = tally(try SyntheticStream(channel: 8).bytes(0..<1))
        let found = judge.judge(other)
        #expect(
            found == [
                .foreign(wanted: wanted, got: ChannelIdentity(run: 9, channel: 8), frame: SyntheticStream.frame(0))
            ])
        #expect("\(found[0])".hasPrefix("wanted channel 7 of run 9, got channel 8 of run 9"))
        #expect(found.allSatisfy { !$0.canBeOfTheSource })
        let earlier = tally(try SyntheticStream(run: 10).bytes(0..<1))
        #expect(judge.judge(earlier).count == 1)
        var lenient = ContentJudge(wanted: ChannelIdentity(channel: 7))
        #expect(lenient.judge(earlier).isEmpty)
    }

    @Test("INV-CONTENT: one channel after another is found even where nobody says which is wanted")
    func mixed() throws {
        var judge = ContentJudge(wanted: nil)
        #expect(judge.judge(tally(try SyntheticStream().bytes(0..<1))).isEmpty)
        #expect(judge.judge(tally(try SyntheticStream(channel: 8).bytes(1..<2))).count == 1)
    }

    @Test("missing pictures and repeated ones are found, unless a jump or a mark explains them")
    func gaps() throws {
        let stream = try SyntheticStream()
        var judge = ContentJudge(wanted: wanted)
        _ = judge.judge(tally(stream.bytes(0..<1)))
        #expect(
            judge.judge(tally(stream.bytes(2..<3)))
                == [.missing(from: SyntheticStream.frame(1), to: SyntheticStream.frame(2) - 1)])
        #expect(
            judge.judge(tally(stream.bytes(1..<2)))
                == [.repeated(frame: SyntheticStream.frame(1), after: SyntheticStream.frame(3) - 1)])
        judge.splice()
        #expect(judge.judge(tally(stream.bytes(0..<1))).isEmpty)
        var forge = StreamForge()
        forge.markAhead()
        var marked = forge.buffer
        marked.writeImmutableBuffer(stream.bytes(5..<6))
        #expect(judge.judge(tally(marked)).isEmpty)
    }

    @Test("pictures without identity, or with a wrong checksum, are counted where identities are due")
    func anonymous() throws {
        var forge = StreamForge()
        for _ in 0..<3 { forge.frame() }
        var judge = ContentJudge(wanted: wanted)
        #expect(judge.judge(tally(forge.buffer)) == [.anonymous(3)])
        var other = ContentJudge(wanted: nil)
        #expect(other.judge(tally(forge.buffer)).isEmpty)
        var bytes = Array(try SyntheticStream().bytes(0..<1).readableBytesView)
        let uuid: [UInt8] = [0x97, 0xE1, 0xB5, 0x2D, 0x64, 0xC3, 0x4F, 0x0E]
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: uuid) })
        bytes[place + 20] ^= 1
        #expect(judge.judge(tally(ByteBuffer(bytes: bytes))).contains(.damaged(1)))
    }

    @Test("a stream in which nothing follows anything is bounded")
    func disorder() throws {
        let stream = try SyntheticStream()
        var bytes = ByteBuffer()
        for _ in 0..<100 { bytes.writeImmutableBuffer(stream.bytes(0..<1)) }
        let tally = tally(bytes)
        #expect(tally.runs.count == PictureTally.maximumRuns)
        var judge = ContentJudge(wanted: wanted)
        #expect(judge.judge(tally).last == .disordered(tally.droppedRuns))
    }
}
