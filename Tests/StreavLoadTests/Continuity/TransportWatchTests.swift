import FoundationEssentials
import NIOCore
import StreavLocal
import StreavMedia
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("The watch over transport streams")
struct TransportWatchTests {
    private func watch(_ build: (inout StreamForge) -> Void) -> TransportWatch {
        var forge = StreamForge()
        build(&forge)
        var watch = TransportWatch()
        watch.read(forge.buffer, at: at(0))
        return watch
    }

    private func broken(_ watch: TransportWatch) -> [TransportRule: Int] {
        var found: [TransportRule: Int] = [:]
        for rule in TransportRule.allCases where watch.count(of: rule) > 0 { found[rule] = watch.count(of: rule) }
        return found
    }

    @Test("A proper stream has no violation, and its clock tells how much media it is")
    func proper() {
        let watch = watch { forge in for _ in 0..<10 { forge.second() } }
        #expect(watch.violations.isEmpty)
        #expect(watch.mediaTime == .milliseconds(9960))
        #expect(watch.timeToRandomAccess == .zero)
        #expect(watch.packetCount == 10 * (25 * 2 + 6))
        #expect(watch.longestSeenClockInterval == 27_000 * 40)
    }

    @Test("How the bytes are cut changes nothing", arguments: UInt64(1)...30)
    func cuts(seed: UInt64) {
        let entropy = SeededEntropy(seed: seed)
        var forge = StreamForge()
        for second in 0..<3 {
            forge.second()
            if second == 1 { forge.raw([1, 2, 0x47, 4, 5]) }
        }
        let bytes = forge.bytes
        var whole = TransportWatch()
        whole.read(forge.buffer, at: at(0))
        var pieces = TransportWatch()
        var offset = 0
        while offset < bytes.count {
            let end = min(bytes.count, offset + 1 + entropy.index(below: 700))
            pieces.read(ByteBuffer(bytes: bytes[offset..<end]), at: at(0))
            offset = end
        }
        #expect(whole.count(of: .sync) == 1)
        #expect(pieces.count(of: .sync) >= 1)
        #expect(pieces.byteCount == whole.byteCount)
        #expect(pieces.mediaTime == whole.mediaTime)
    }

    @Test("Both the clock and the timestamps may wrap")
    func wrap() {
        let watch = watch { forge in
            forge.clock = ((1 << 33) - 90_000) * 300
            forge.time = (1 << 33) - 45_000
            for _ in 0..<4 { forge.second() }
        }
        #expect(watch.violations.isEmpty, "\(watch.violations)")
        #expect(watch.mediaTime == .milliseconds(3960))
    }

    @Test("A lost packet is found, on its PID and at its place")
    func lost() {
        let watch = watch { forge in
            forge.second()
            forge.lose(StreamForge.videoPID)
            forge.second()
        }
        #expect(broken(watch) == [.continuity: 1])
        #expect(watch.violations.first?.pid == StreamForge.videoPID)
        #expect(watch.violations.first?.offset == (56 + 2) * 188)
        #expect(watch.violations.first?.description.contains("PID 256") == true)
    }

    @Test("One repetition of a packet is legal, a second is not")
    func repetition() {
        #expect(
            watch { forge in
                forge.second()
                forge.repeatLastPacket()
                forge.second()
            }.violations.isEmpty)
        let twice = watch { forge in
            forge.second()
            forge.repeatLastPacket()
            forge.repeatLastPacket()
            forge.second()
        }
        #expect(broken(twice) == [.continuity: 1])
    }

    @Test("Lost sync is told once, and what follows is judged again")
    func sync() {
        let watch = watch { forge in
            forge.second()
            forge.raw([UInt8](repeating: 0, count: 100))
            forge.second()
        }
        #expect(broken(watch) == [.sync: 1])
        #expect(watch.mediaTime == .milliseconds(1960))
    }

    @Test("Tables that stay away for more than half a second are found, once each time")
    func tables() {
        let without = watch { forge in
            forge.second()
            for _ in 0..<50 { forge.frame() }
            forge.second()
        }
        #expect(broken(without) == [.associationInterval: 1, .mapInterval: 1])
        let mapOnly = watch { forge in
            for index in 0..<100 {
                if index % 12 == 0 { forge.association() }
                if index == 0 { forge.map() }
                forge.frame()
            }
        }
        #expect(broken(mapOnly) == [.mapInterval: 1])
        #expect(broken(watch { forge in for _ in 0..<25 { forge.frame() } })[.associationInterval] == 1)
    }

    @Test("A clock that is silent, goes back or jumps is found, a marked jump is legal")
    func clocks() {
        func after(_ milliseconds: Int64, isMarked: Bool = false) -> [TransportRule: Int] {
            broken(
                watch { forge in
                    forge.second()
                    forge.pass(milliseconds: milliseconds)
                    forge.tables()
                    forge.frame(isMarked: isMarked)
                    forge.second()
                })
        }
        #expect(after(60).isEmpty)
        #expect(after(61) == [.clockInterval: 1])
        #expect(after(-500) == [.clockJump: 1, .timestamps: 1])
        #expect(after(20_000) == [.clockJump: 1])
        #expect(after(-500, isMarked: true).isEmpty)
        #expect(after(20_000, isMarked: true).isEmpty)
    }

    @Test("A mark may come ahead of the packet with the clock")
    func markAhead() {
        let watch = watch { forge in
            forge.second()
            forge.markAhead()
            forge.pass(milliseconds: -5000)
            forge.tables()
            forge.second()
        }
        #expect(watch.violations.isEmpty, "\(watch.violations)")
    }

    @Test(
        "What our own muxer writes keeps to every rule",
        arguments: ["h264-aac", "h264-2997-ac3", "h265-aac", "mpeg2-mp2"])
    func ownMuxer(name: String) throws {
        let clip = try Self.clip(name)
        var muxer = LiveMuxer()
        var output = ByteBuffer()
        for _ in 0..<3 {
            var reader = TransportReader()
            var isFirst = true
            let take: (TransportEvent) -> Void = { event in
                switch event {
                case .tracks(let tracks):
                    if isFirst { muxer.begin(tracks: tracks) } else { muxer.update(tracks: tracks) }
                    isFirst = false
                case .unit(let unit): _ = muxer.mux(unit, into: &output)
                case .clock, .fault: break
                }
            }
            reader.read(clip, take)
            reader.finish(take)
        }
        var watch = TransportWatch()
        watch.beginSegment(isSplice: false)
        watch.read(output, at: at(0))
        #expect(watch.violations.isEmpty, "\(watch.violations)")
        #expect(watch.mediaTime > .milliseconds(2500))
        #expect(watch.timeToRandomAccess == .zero)
    }

    @Test("Timestamps that go back are found")
    func timestamps() {
        let watch = watch { forge in
            forge.second()
            forge.time -= 9000
            forge.frame()
            forge.second()
        }
        #expect(broken(watch) == [.timestamps: 1])
    }

    @Test("Damaged packets are found, and too many PIDs")
    func damaged() {
        var packet = [UInt8](repeating: 0, count: 188)
        packet.replaceSubrange(0..<4, with: [0x47, 0x81, 0, 0x10])
        var endless = packet
        endless.replaceSubrange(0..<5, with: [0x47, 0x01, 0, 0x30, 184])
        var empty = packet
        empty.replaceSubrange(0..<4, with: [0x47, 0x01, 0, 0x00])
        let bad = [packet, endless, empty]
        let watched = watch { forge in for packet in bad { forge.raw(packet) } }
        #expect(broken(watched) == [.damaged: 3])
        let crowd = watch { forge in
            for pid in UInt16(0x200)..<0x228 { forge.packet(pid: pid, isStart: false, payload: []) }
        }
        #expect(broken(crowd) == [.tooManyPIDs: 8])
    }

    @Test("A segment begins with its tables, and goes on from the one before unless it is spliced")
    func segments() {
        var forge = StreamForge()
        var watch = TransportWatch()
        for _ in 0..<3 {
            forge.clear()
            forge.second()
            watch.beginSegment(isSplice: false)
            watch.read(forge.buffer, at: at(0))
        }
        #expect(watch.violations.isEmpty)
        forge.clear()
        forge.frame()
        watch.beginSegment(isSplice: false)
        watch.read(forge.buffer, at: at(0))
        #expect(broken(watch) == [.tablesFirst: 1])
        var other = StreamForge()
        other.second()
        watch.beginSegment(isSplice: true)
        watch.read(other.buffer, at: at(0))
        #expect(broken(watch) == [.tablesFirst: 1])
    }

    @Test("A segment that ends within a packet is found")
    func truncated() {
        var forge = StreamForge()
        forge.second()
        var watch = TransportWatch()
        watch.read(ByteBuffer(bytes: forge.bytes.dropLast(10)), at: at(0))
        watch.beginSegment(isSplice: true)
        #expect(broken(watch) == [.sync: 1])
    }

    @Test("Whatever the bytes are, it goes on, within its bounds", arguments: UInt64(1)...40)
    func rubbish(seed: UInt64) {
        let entropy = SeededEntropy(seed: seed)
        var forge = StreamForge()
        for _ in 0..<2 { forge.second() }
        var bytes = forge.bytes
        for _ in 0..<200 { bytes[entropy.index(below: bytes.count)] = UInt8(truncatingIfNeeded: entropy.next()) }
        if seed % 4 == 0 { bytes = entropy.bytes(20_000).map { $0 < 64 ? 0x47 : $0 } }
        var watch = TransportWatch()
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 + entropy.index(below: 1000))
            watch.read(ByteBuffer(bytes: piece), at: at(0))
            rest = rest.dropFirst(piece.count)
        }
        #expect(watch.byteCount <= bytes.count)
        #expect(watch.byteCount > bytes.count - 188)
        #expect(watch.violations.count <= TransportWatch.keptViolations)
        #expect(watch.pids.count <= TransportWatch.maximumPIDs)
    }

    @Test("Streams of another muxer are in order, too", arguments: ["h264-aac", "h265-aac", "mpeg2-mp2", "radio-mp3"])
    func fixtures(name: String) throws {
        let bytes = try Self.clip(name)
        var watch = TransportWatch()
        watch.read(bytes, at: at(0))
        #expect(watch.byteCount == bytes.readableBytes)
        #expect(watch.mediaTime > .milliseconds(900))
        for rule in [TransportRule.sync, .continuity, .damaged, .clockJump, .timestamps] {
            #expect(watch.count(of: rule) == 0, "\(watch.violations)")
        }
    }

    private static func clip(_ name: String) throws -> ByteBuffer {
        let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
        return ByteBuffer(bytes: try Data(contentsOf: URL(filePath: root + "/fixtures/transport/\(name).ts")))
    }
}
