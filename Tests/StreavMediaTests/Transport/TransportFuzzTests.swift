import NIOCore
import StreavMedia
import Testing

/// Whatever the bytes are: the same events however they are cut, no crash, bounded memory, and a legal output.
@Suite struct TransportFuzzTests {
    private static let limits = TransportLimits(unitBytes: 200_000, pendingBytes: 400_000)

    @Test(arguments: TransportFixture.clips) func `Chunks of any size give the same events`(name: String) throws {
        let clip = try TransportFixture.clip(name)
        let whole = TransportRecorder(clip).journal
        var random = TransportRandom(seed: 11)
        for most in [1, 187, 189, 700, 5000] {
            let recorder = TransportRecorder(clip) { Int.random(in: 1...most, using: &random) }
            #expect(recorder.journal == whole)
        }
    }

    @Test(arguments: TransportFixture.seeds)
    func `Seeds are read the same in any chunks, and muxed`(name: String) throws {
        let seed = try TransportFixture.seed(name)
        check(seed, "seed \(name)")
        var random = TransportRandom(seed: 5)
        let recorder = TransportRecorder(seed) { Int.random(in: 1...300, using: &random) }
        #expect(recorder.journal == TransportRecorder(seed).journal)
    }

    @Test(arguments: TransportFixture.clips + TransportFixture.seeds)
    func `Mutated streams are survived`(name: String) throws {
        let isClip = TransportFixture.clips.contains(name)
        let original = Array(
            try (isClip ? TransportFixture.clip(name) : TransportFixture.seed(name)).readableBytesView.prefix(12_000))
        for round in 0..<50 {
            var random = TransportRandom(seed: UInt64(round))
            check(ByteBuffer(bytes: mutate(original, &random)), "\(name), round \(round)")
        }
    }

    @Test func `Random bytes are survived, also when they look like packets`() {
        for round in 0..<30 {
            var random = TransportRandom(seed: UInt64(round) + 1000)
            var bytes = random.bytes(188 * 60)
            for position in stride(from: 0, to: bytes.count, by: 188) {
                bytes[position] = 0x47
                bytes[position + 1] = 0x40 * UInt8.random(in: 0...1, using: &random)
                bytes[position + 2] = UInt8.random(in: 0...1, using: &random) * 0x31
            }
            var tables = PacketBuilder()
            let type: UInt8 = [0x1B, 0x24, 0x02, 0x0F, 0x81][round % 5]
            tables.tables([PacketBuilder.Stream(type: type, pid: 0x31)], clockPID: 0x31)
            check(ByteBuffer(bytes: tables.bytes + bytes), "random round \(round)")
        }
    }

    /// Flips, cuts, repeats, moves.
    private func mutate(_ original: [UInt8], _ random: inout TransportRandom) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...30, using: &random) where bytes.count > 400 {
            let place = Int.random(in: 0..<bytes.count - 380, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0...3: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 4: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 5: bytes.removeSubrange(place..<place + Int.random(in: 1...376, using: &random))
            case 6: bytes.insert(contentsOf: bytes[place..<place + 188], at: place / 188 * 188)
            default: bytes.insert(contentsOf: random.bytes(40), at: place)
            }
        }
        return Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &random)))
    }

    private func check(_ stream: ByteBuffer, _ what: String) {
        var reader = TransportReader(limits: Self.limits)
        var muxer = LiveMuxer()
        var cutter = SegmentCutter(target: 360_000)
        var output = ByteBuffer()
        var last: [Int: Int64] = [:]
        let take: (TransportEvent) -> Void = { event in
            switch event {
            case .tracks(let tracks):
                muxer.begin(tracks: tracks)
                last = [:]
            case .unit(let unit):
                #expect(unit.packets.readableBytes % 188 == 0 && unit.packets.readableBytes > 0, "\(what)")
                #expect(unit.packets.readableBytes <= Self.limits.unitBytes, "\(what)")
                guard let muxed = muxer.mux(unit, into: &output) else { return }
                _ = cutter.next(muxed)
                if let last = last[muxed.trackIndex] { #expect(muxed.decodeTime >= last, "\(what)") }
                last[muxed.trackIndex] = muxed.decodeTime
            case .clock, .fault: break
            }
        }
        reader.read(stream, take)
        #expect(reader.pendingBytes <= Self.limits.pendingBytes + 4096, "\(what)")
        reader.finish(take)
        #expect(reader.pendingBytes == 0, "\(what)")
        let counters = StreamChecker(output).violations.filter { $0.contains("counter") || $0.contains("sync") }
        #expect(counters.isEmpty, "\(what)")
        if var loop = try? LoopedTransport(file: stream) {
            for second in 0..<6 { while loop.next(upTo: .seconds(second)) != nil {} }
        }
    }
}
