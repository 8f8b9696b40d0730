import NIOCore
import StreavMedia
import Testing

@testable import StreavLoad

@Suite("Checking segments")
struct SegmentCheckTests {
    private func check(_ bytes: ByteBuffer, examines: Bool = true, pieces size: Int = 4096) -> SegmentContent {
        var check = SegmentCheck(examines: examines)
        for piece in bytes.pieces(of: size) { check.read(piece, at: at(0)) }
        return check.finish()
    }

    @Test("the hash is that of the bytes, however they came", arguments: [1, 7, 63, 64, 65, 188, 1000, 100_000])
    func pieces(size: Int) throws {
        let bytes = try #require(SyntheticStream().bytes(0..<1).getSlice(at: 0, length: 188 * 60))
        let whole = check(bytes, pieces: 1 << 20)
        let cut = check(bytes, pieces: size)
        #expect(whole == cut)
        #expect(whole.bytes == bytes.readableBytes)
    }

    @Test("any changed bit, and any other length, changes the hash")
    func differs() {
        let bytes = (0..<400).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var seen: Set<UInt64> = [check(ByteBuffer(bytes: bytes), examines: false).hash]
        for place in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[place] ^= 1 << UInt8(bit)
                #expect(seen.insert(check(ByteBuffer(bytes: other), examines: false).hash).inserted)
            }
        }
        for count in 0..<400 {
            #expect(seen.insert(check(ByteBuffer(bytes: bytes.prefix(count)), examines: false).hash).inserted)
        }
        for count in 2...130 {
            let zeros = ByteBuffer(bytes: [UInt8](repeating: 0, count: count))
            #expect(seen.insert(check(zeros, examines: false).hash).inserted)
        }
    }

    @Test("INV-CONTENT: who examines sees pictures and broken rules, who compares does not look")
    func examining() throws {
        let bytes = try SyntheticStream().bytes(0..<2)
        let seen = check(bytes)
        #expect(seen.violation == nil)
        #expect(seen.pictures?.runs.count == 1)
        #expect(seen.capturedMilliseconds == SyntheticStream.first * 2000)
        #expect(check(bytes, examines: false).pictures == nil)
        #expect(check(bytes, examines: false).hash == seen.hash)
        var broken = Array(bytes.readableBytesView)
        broken.removeSubrange(188 * 10..<188 * 11)
        #expect(check(ByteBuffer(bytes: broken)).violation?.rule == .continuity)
        #expect(check(ByteBuffer(bytes: broken.dropFirst(188))).violation?.rule == .tablesFirst)
    }
}
