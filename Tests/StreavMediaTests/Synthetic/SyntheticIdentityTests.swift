import NIOCore
import StreavMedia
import Testing

@Suite struct SyntheticIdentityTests {
    private static let groups = 2

    private static func pictures() throws -> (run: SyntheticRun, payloads: [[UInt8]]) {
        let run = SyntheticRun(try SyntheticRun.configuration(bitrate: 500_000), count: groups)
        return (run, StreamChecker(run.stream).units(of: SyntheticChannel.videoPID).map(\.payload))
    }

    private func find(_ bytes: some Sequence<UInt8>) -> SyntheticIdentity.Finding {
        Array(bytes).withUnsafeBytes { SyntheticIdentity.find(in: $0) }
    }

    @Test func `Every picture says who and when it is`() throws {
        let (run, payloads) = try Self.pictures()
        #expect(payloads.count == Self.groups * 50)
        for (number, payload) in payloads.enumerated() {
            let frame = SyntheticRun.firstGroup * 50 + Int64(number)
            let expected = SyntheticIdentity(
                run: 0xFEED_0000_0000_BEEF, channel: 7, frame: frame,
                capturedMilliseconds: SyntheticRun.noon + Int64(number) * 40)
            #expect(find(payload) == .identity(expected))
            #expect(run.channel.identity(ofFrame: frame) == expected)
        }
    }

    @Test func `Extreme numbers come through`() throws {
        for (run, channel) in [(UInt64.max, UInt32.max), (0, 0), (1 << 63, 1 << 31)] {
            let configuration = try SyntheticConfiguration(run: run, channel: channel, name: "")
            let channelOf = SyntheticChannel(configuration)
            for group in [SyntheticLimits.groups.lowerBound, SyntheticLimits.groups.upperBound - 1] {
                let checker = StreamChecker(channelOf.group(group).packets)
                let payload = try #require(checker.units(of: SyntheticChannel.videoPID).last?.payload)
                #expect(find(payload) == .identity(channelOf.identity(ofFrame: group * 50 + 49)))
            }
        }
    }

    @Test func `A changed byte is damage, never another identity`() throws {
        let (_, payloads) = try Self.pictures()
        let payload = payloads[1]
        let whole = find(payload)
        // Where the message's numbers are, found by what spoils them.
        var spoiled = 0
        for position in 0..<120 {
            for bit in 0..<8 {
                var bytes = payload
                bytes[position] ^= 1 << UInt8(bit)
                let finding = find(bytes)
                if finding == .damaged { spoiled += 1 }
                if case .identity = finding { #expect(finding == whole) }
            }
        }
        #expect(spoiled >= 40 * 8)
        // Cut short in the message.
        #expect(find(payload.prefix(60)) == .damaged)
    }

    @Test func `Other streams have none, and rubbish does no harm`() throws {
        for name in TransportFixture.clips {
            for unit in TransportRecorder(try TransportFixture.clip(name)).units {
                #expect(SyntheticIdentity.find(inPackets: unit.packets) == .absent)
            }
        }
        #expect(find([]) == .absent)
        var random = TransportRandom(seed: 5)
        let (_, payloads) = try Self.pictures()
        for round in 0..<3_000 {
            var bytes = payloads[round % payloads.count]
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                bytes[Int.random(in: 0..<100, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = find(bytes.prefix(Int.random(in: 0..<200, using: &random)))
            _ = SyntheticIdentity.find(inPackets: ByteBuffer(bytes: random.bytes(round % 600)))
        }
    }
}
