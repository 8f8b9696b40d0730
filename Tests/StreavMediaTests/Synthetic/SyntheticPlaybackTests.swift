import NIOCore
import StreavMedia
import Testing

@Suite struct SyntheticPlaybackTests {
    private func channel(_ impairments: [SyntheticImpairment] = [], bitrate: Int? = nil) throws -> SyntheticChannel {
        SyntheticChannel(try SyntheticRun.configuration(bitrate: bitrate, impairments: impairments, seed: 1))
    }

    /// All that comes in a time, by a caller that sleeps as told, or longer.
    private func play(
        _ playback: inout SyntheticPlayback, from start: Int64, to end: Int64, late: () -> Int64 = { 0 }
    ) -> ByteBuffer {
        var output = ByteBuffer()
        var now = start
        while now < end {
            switch playback.next(at: now) {
            case .packets(let packets):
                #expect(packets.readableBytes % 188 == 0 && packets.readableBytes > 0)
                #expect(packets.readableBytes <= LoopedTransport.chunkBytes)
                output.writeImmutableBuffer(packets)
            case .wait(let due), .gone(let due):
                #expect(due > now)
                now = due + late()
            }
        }
        return output
    }

    @Test func `It begins with the last key frame, and then keeps to the clock`() throws {
        let channel = try channel()
        let start = SyntheticRun.noon + 1_234
        var playback = SyntheticPlayback(channel, at: start)
        guard case .packets(let first) = playback.next(at: start) else {
            Issue.record("Nothing is due.")
            return
        }
        // Frames 0 to 30 of the group.
        #expect(first == channel.group(SyntheticRun.firstGroup).packets(0..<31))
        #expect(playback.next(at: start) == .wait(until: SyntheticRun.noon + 1_240))
        #expect(playback.next(at: SyntheticRun.noon + 1_239) == .wait(until: SyntheticRun.noon + 1_240))
        let next = channel.group(SyntheticRun.firstGroup).packets(31..<32)
        #expect(playback.next(at: SyntheticRun.noon + 1_240) == .packets(next))
    }

    @Test(arguments: [nil, 20_000_000 as Int])
    func `However it is asked and wherever it begins, the bytes are the same`(bitrate: Int?) throws {
        let channel = try channel(bitrate: bitrate)
        let end = SyntheticRun.noon + 20_000
        var even = SyntheticPlayback(channel, at: SyntheticRun.noon)
        let expected = play(&even, from: SyntheticRun.noon, to: end)
        #expect(expected == SyntheticRun(channel.configuration, count: 10).stream)
        var random = TransportRandom(seed: 8)
        for begin in [0, 3_999, 4_000, 7_777] as [Int64] {
            let start = SyntheticRun.noon + begin
            var other = SyntheticPlayback(channel, at: start)
            let output = play(&other, from: start, to: end) { Int64.random(in: 0...1_500, using: &random) }
            let skipped = SyntheticRun(channel.configuration, count: Int(begin / 2_000)).stream.readableBytes
            #expect(output.readableBytes > 0)
            #expect(expected.getSlice(at: skipped, length: output.readableBytes) == output)
        }
    }

    @Test func `Who was held up for long skips the time`() throws {
        let channel = try channel()
        var playback = SyntheticPlayback(channel, at: SyntheticRun.noon)
        _ = play(&playback, from: SyntheticRun.noon, to: SyntheticRun.noon + 500)
        let later = SyntheticRun.noon + 3_600_000
        let expected = channel.group(SyntheticChannel.group(at: later)).packets(0..<1)
        #expect(playback.next(at: later) == .packets(expected))
        #expect(playback.next(at: later) == .wait(until: later + 40))
    }

    @Test func `A silent source waits, a flapping one is gone`() throws {
        let silence = try channel([SyntheticImpairment(.silence, length: 20, period: 20)])
        var playback = SyntheticPlayback(silence, at: SyntheticRun.noon + 10)
        #expect(playback.next(at: SyntheticRun.noon + 10) == .wait(until: SyntheticRun.noon + 2_000))
        #expect(playback.next(at: SyntheticRun.noon + 90_000) == .wait(until: SyntheticRun.noon + 92_000))
        let start = SyntheticRun.noon / 30_000 * 30_000
        let flapping = try channel([.flapping(up: 20, down: 10)])
        playback = SyntheticPlayback(flapping, at: start)
        let up = play(&playback, from: start, to: start + 20_000)
        #expect(StreamChecker(up).units(of: SyntheticChannel.videoPID).count == 500)
        #expect(playback.next(at: start + 20_000) == .gone(until: start + 22_000))
    }

    @Test func `A slow source is joined where it is`() throws {
        let slow = try SyntheticImpairment(.slow, length: 20, period: 20)
        let start = SyntheticRun.noon / 20_000 * 20_000
        let channel = try channel([slow])
        #expect(channel.groupDue(at: start + 10_000) == SyntheticChannel.group(at: start + 7_000))
        var whole = SyntheticPlayback(channel, at: start)
        let expected = play(&whole, from: start, to: start + 40_000)
        // 0.7 of 40 s.
        #expect(StreamChecker(expected).units(of: SyntheticChannel.videoPID).count == 700)
        var late = SyntheticPlayback(channel, at: start + 10_000)
        let joined = play(&late, from: start + 10_000, to: start + 40_000)
        #expect(expected.readableBytes > joined.readableBytes)
        let skipped = expected.readableBytes - joined.readableBytes
        #expect(expected.getSlice(at: skipped, length: joined.readableBytes) == joined)
    }

    @Test func `The last second of the year 9999 is the last`() throws {
        let end = SyntheticLimits.groups.upperBound * 2_000
        var playback = SyntheticPlayback(try channel(), at: end - 1_000)
        guard case .packets = playback.next(at: end) else {
            Issue.record("Nothing is due.")
            return
        }
        #expect(playback.next(at: end + 1_000_000) == .wait(until: .max))
    }
}
